import { screen, waitFor } from '@testing-library/dom';
import { expect, it } from 'vitest';
import { invalid, problem } from '../testing/fake-api.ts';
import { expectAccessible, heading, openApp, openSignedOut } from '../testing/app.ts';
import { messages } from '../messages.ts';

const words = messages.signIn;

async function fill(user: ReturnType<typeof openSignedOut>['user'], password: string) {
  await heading(words.title);
  await user.type(screen.getByLabelText(words.email), 'ada@example.com');
  await user.type(screen.getByLabelText(words.password), password);
  await user.click(screen.getByRole('button', { name: words.submit }));
}

it('leads to the page that was asked for', async () => {
  const { user, address } = openSignedOut('/notes?status=draft&page=2');
  await heading(words.title);
  expect(address()).toBe(`/login?next=${encodeURIComponent('/notes?status=draft&page=2')}`);
  await fill(user, 'correct horse');
  await heading(messages.notes.title);
  expect(address()).toContain('status=draft');
});

it('never leads to another site', async () => {
  const { user, address } = openSignedOut('/login?next=//evil.example/notes');
  await fill(user, 'correct horse');
  await heading(messages.notes.title);
  expect(address()).toBe('/notes');
});

it('says that the e-mail or the password is wrong, and keeps what was typed', async () => {
  const { user } = openSignedOut('/login');
  await fill(user, 'a guess');
  expect(await screen.findByRole('alert')).toHaveTextContent(words.wrong);
  expect(screen.getByLabelText(words.email)).toHaveValue('ada@example.com');
  await expectAccessible();
});

it('asks for what is missing before it asks the server', async () => {
  const { user, api } = openSignedOut('/login');
  await heading(words.title);
  await user.click(screen.getByRole('button', { name: words.submit }));
  const email = screen.getByLabelText(words.email);
  expect(email).toHaveFocus();
  expect(email).toBeInvalid();
  expect(email).toHaveAccessibleDescription('Fill this in.');
  expect(api.calls).toEqual([]);
  await user.type(email, 'a');
  expect(email).not.toHaveAccessibleDescription();
});

it("shows the server's objection at the field", async () => {
  const { user, api } = openSignedOut('/login');
  api.plan('POST /auth/login', invalid(['/email', 'format']));
  await fill(user, 'correct horse');
  const email = screen.getByLabelText(words.email);
  await waitFor(() => {
    expect(email).toHaveFocus();
  });
  expect(email).toHaveAccessibleDescription('Write an e-mail address like name@example.com.');
});

it('counts down to the next try', async () => {
  const { user, api } = openSignedOut('/login');
  api.plan('POST /auth/login', problem(429, 'rate-limited', { headers: { 'Retry-After': '2' } }));
  await fill(user, 'correct horse');
  expect(await screen.findByRole('alert')).toHaveTextContent(messages.trouble.rateLimited);
  expect(screen.getByText(messages.retryIn(2))).toBeVisible();
  await screen.findByText(messages.retryIn(1));
  await waitFor(
    () => {
      expect(screen.queryByText(messages.retryIn(1))).toBeNull();
    },
    { timeout: 3_000 },
  );
});

it('is not for those who are signed in', async () => {
  openApp('/login?next=/account');
  await heading(messages.account.title);
});
