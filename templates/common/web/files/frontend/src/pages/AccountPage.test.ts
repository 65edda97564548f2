import { screen, waitFor, within } from '@testing-library/dom';
import { expect, it } from 'vitest';
import { messages } from '../messages.ts';
import { session } from '../session/index.ts';
import { problem } from '../testing/fake-api.ts';
import { expectAccessible, heading, openApp } from '../testing/app.ts';

const words = messages.account;
const status = () => screen.getByRole('status');

async function open(
  ...args: Parameters<typeof openApp> extends [string, ...infer Rest] ? Rest : never
) {
  const app = openApp('/account', ...args);
  await screen.findByLabelText(words.name);
  return app;
}

it('shows whose account it is', async () => {
  await open();
  expect(screen.getByText(/ada@example\.com/)).toBeVisible();
  await expectAccessible();
});

it('saves the name; an empty one is none', async () => {
  const { user, api } = await open();
  await user.clear(screen.getByLabelText(words.name));
  await user.click(screen.getByRole('button', { name: words.saveProfile }));
  await waitFor(() => {
    expect(status()).toHaveTextContent(words.profileSaved);
  });
  expect(api.user.display_name).toBeNull();
});

async function changePassword(current: string) {
  const app = await open();
  await app.user.type(screen.getByLabelText(words.currentPassword), current);
  await app.user.type(screen.getByLabelText(words.newPassword), 'battery staple');
  await app.user.click(screen.getByRole('button', { name: words.changePassword }));
}

it('changes the password, and forgets what was typed', async () => {
  await changePassword('correct horse');
  await waitFor(() => {
    expect(status()).toHaveTextContent(words.passwordChanged);
  });
  expect(screen.getByLabelText(words.newPassword)).toHaveValue('');
});

it('says that the current password is wrong', async () => {
  await changePassword('a guess');
  expect(await screen.findByRole('alert')).toHaveTextContent(words.wrongPassword);
  expect(session.state.get()).toBe('signed-in');
});

async function ask() {
  const app = await open();
  await app.user.click(screen.getByRole('button', { name: words.delete }));
  return { ...app, dialog: within(screen.getByRole('dialog', { name: words.deleteQuestion })) };
}

it('deletes the account only after a second word', async () => {
  const { user, api, dialog } = await ask();
  await expectAccessible();
  await user.click(dialog.getByRole('button', { name: words.cancel }));
  await waitFor(() => {
    expect(screen.queryByRole('dialog')).toBeNull();
  });
  expect(api.calls).not.toContain('DELETE /auth/me');
});

it('deletes the account', async () => {
  const { user, dialog } = await ask();
  await user.click(dialog.getByRole('button', { name: words.confirmDelete }));
  await heading(messages.signIn.title);
  expect(status()).toHaveTextContent(words.deleted);
  expect(session.state.get()).toBe('signed-out');
});

it('says where the account could not be deleted', async () => {
  const { user, api, dialog } = await ask();
  api.plan('DELETE /auth/me', problem(500, 'internal'));
  await user.click(dialog.getByRole('button', { name: words.confirmDelete }));
  await waitFor(() => {
    expect(status()).toHaveTextContent(messages.trouble.unexpected);
  });
});

it('tries again where the account could not be loaded', async () => {
  const { user } = openApp('/account', (api) => {
    api.plan('GET /auth/me', problem(403, 'forbidden'));
  });
  await user.click(await screen.findByRole('button', { name: messages.tryAgain }));
  await screen.findByLabelText(words.name);
});
