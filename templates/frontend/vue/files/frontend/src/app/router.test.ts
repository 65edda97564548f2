import { expect, it } from 'vitest';
import { messages } from '../messages.ts';
import { heading, openApp, openSignedOut } from '../testing/app.ts';

it('begins with the notes', async () => {
  const { address } = openApp('/');
  await heading(messages.notes.title);
  expect(address()).toBe('/notes');
});

it('begins with signing in where nobody is, which needs no way back', async () => {
  const { address } = openSignedOut('/');
  await heading(messages.signIn.title);
  expect(address()).toBe('/login');
});
