import { screen } from '@testing-library/dom';
import { beforeEach, expect, it, vi } from 'vitest';
import { brand } from '../brand.ts';
import { messages } from '../messages.ts';
import { session } from '../session/index.ts';
import { expectAccessible, heading, openApp } from '../testing/app.ts';

// The router reports what nobody expected there, too.
beforeEach(() => {
  vi.spyOn(console, 'warn').mockReturnValue();
  vi.spyOn(console, 'error').mockReturnValue();
  vi.spyOn(session, 'settled').mockRejectedValueOnce(new Error('Nobody expected this'));
});

it('loads a page that failed anew', async () => {
  const assign = vi.spyOn(window.location, 'assign').mockReturnValue();
  const { user } = openApp('/notes?q=tea');
  await heading(messages.trouble.unexpectedTitle);
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: messages.tryAgain }));
  expect(assign).toHaveBeenCalledExactlyOnceWith('http://localhost/notes?q=tea');
});

it('is left like any other page', async () => {
  const { user } = openApp('/account');
  await heading(messages.trouble.unexpectedTitle);
  await user.click(screen.getByRole('link', { name: brand.name }));
  await heading(messages.notes.title);
  expect(screen.queryByRole('alert')).toBeNull();
});
