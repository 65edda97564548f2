import { screen, waitFor } from '@testing-library/dom';
import { expect, it, vi } from 'vitest';
import { brand } from '../brand.ts';
import { chooseTheme } from '../lib/theme.ts';
import { messages } from '../messages.ts';
import { session } from '../session/index.ts';
import { problem } from '../testing/fake-api.ts';
import { expectAccessible, heading, openApp, openSignedOut } from '../testing/app.ts';

const words = messages.navigation;

it('signs out, and says no more of where one was', async () => {
  const { user, api, address } = openApp('/account');
  await heading(messages.account.title);
  await user.click(screen.getByRole('button', { name: words.signOut }));
  await heading(messages.signIn.title);
  expect(api.calls).toContain('POST /auth/logout');
  await waitFor(() => {
    expect(address()).toBe('/login');
  });
});

it('does not pretend to have signed out', async () => {
  const { user, api } = openApp('/notes');
  await heading(messages.notes.title);
  api.plan('POST /auth/logout', problem(500, 'internal'));
  await user.click(screen.getByRole('button', { name: words.signOut }));
  await waitFor(() => {
    expect(screen.getByRole('status')).toHaveTextContent(messages.trouble.unexpected);
  });
  expect(session.state.get()).toBe('signed-in');
});

it('asks for a sign-in when the session ends elsewhere, and remembers where one was', async () => {
  const { address } = openApp('/account');
  await heading(messages.account.title);
  session.end();
  await heading(messages.signIn.title);
  expect(address()).toBe('/login?next=%2Faccount');
});

it("never shows one person's notes to the next", async () => {
  const { api } = openApp('/notes', (server) => {
    server.addNote({ title: 'Secret' });
  });
  await screen.findByRole('link', { name: 'Secret' });
  api.notes = [];
  session.end();
  session.begin(api.openSession());
  await screen.findByRole('heading', { name: messages.notes.empty });
  expect(screen.queryByText('Secret')).toBeNull();
});

it('moves between pages, with titles and focus', async () => {
  const { user } = openApp('/notes');
  await heading(messages.notes.title);
  await user.click(screen.getByRole('link', { name: words.account }));
  const title = await heading(messages.account.title);
  await waitFor(() => {
    expect(title).toHaveFocus();
  });
  expect(document.title).toBe(`${messages.account.title} · ${brand.name}`);
  expect(screen.getByRole('link', { name: words.account })).toHaveAttribute('aria-current', 'page');
});

it('skips to the content', async () => {
  const { user } = openApp('/notes');
  await heading(messages.notes.title);
  await user.tab();
  expect(screen.getByRole('link', { name: messages.skip })).toHaveFocus();
  await user.keyboard('{Enter}');
  expect(screen.getByRole('main')).toHaveFocus();
});

it('changes the theme, and says which one it is', async () => {
  const { user } = openSignedOut('/login');
  await heading(messages.signIn.title);
  const button = screen.getByRole('button', { name: messages.theme.button });
  expect(button).toHaveAccessibleDescription(messages.theme.states.system);
  await user.click(button);
  expect(button).toHaveAccessibleDescription(messages.theme.states.light);
  await user.click(button);
  expect(document.documentElement.dataset.theme).toBe('dark');
  chooseTheme('system');
});

it('has a page for addresses that lead nowhere', async () => {
  openSignedOut('/nowhere');
  await heading(messages.notFound.title);
  await expectAccessible();
});

it('keeps the navigation of those who are signed in there', async () => {
  openApp('/nowhere/else');
  await heading(messages.notFound.title);
  expect(screen.getByRole('link', { name: words.account })).toBeVisible();
});

it('shows the shape of a page until it is known who is here', async () => {
  let know: (state: 'signed-in') => void = () => undefined;
  const known = new Promise<'signed-in'>((resolve) => {
    know = resolve;
  });
  vi.spyOn(session, 'settled').mockReturnValue(known);
  openApp('/notes');
  await waitFor(() => {
    expect(screen.getByRole('main', { name: messages.loading })).toHaveAttribute(
      'aria-busy',
      'true',
    );
  });
  await expectAccessible();
  know('signed-in');
  await heading(messages.notes.title);
  expect(screen.getAllByRole('main')).toHaveLength(1);
});
