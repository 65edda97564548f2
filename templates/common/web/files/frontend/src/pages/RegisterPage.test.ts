import { screen } from '@testing-library/dom';
import { expect, it } from 'vitest';
import { messages } from '../messages.ts';
import { expectAccessible, heading, openSignedOut } from '../testing/app.ts';

const words = messages.register;

async function register(email: string) {
  const app = openSignedOut('/register');
  await heading(words.title);
  await app.user.type(screen.getByLabelText(words.email), email);
  await app.user.type(screen.getByLabelText(words.password), 'correct horse');
  await app.user.click(screen.getByRole('button', { name: words.submit }));
  return app;
}

it('signs in to the new account', async () => {
  const { api } = await register('new@example.com');
  await heading(messages.notes.title);
  expect(api.calls.slice(0, 2)).toEqual(['POST /auth/register', 'POST /auth/login']);
  expect(api.user).toMatchObject({ email: 'new@example.com', display_name: null });
});

it('tells of an e-mail that is taken, at the field', async () => {
  await register('taken@example.com');
  await screen.findByText(words.emailTaken);
  expect(screen.getByLabelText(words.email)).toHaveFocus();
  await expectAccessible();
});

it('leads to the sign-in, with the way on', async () => {
  const { user, address } = openSignedOut('/register?next=/account');
  await heading(words.title);
  await user.click(screen.getByRole('link', { name: words.signIn }));
  await heading(messages.signIn.title);
  expect(address()).toBe('/login?next=%2Faccount');
});
