import { screen, waitFor } from '@testing-library/dom';
import { expect, it } from 'vitest';
import { messages } from '../messages.ts';
import { session } from '../session/index.ts';
import { problem, type FakeApi } from '../testing/fake-api.ts';
import { heading, openApp } from '../testing/app.ts';

const openList = (path: string) =>
  openApp(path, (server) => {
    server.addNote({ title: 'Secret' });
  });

function signInAsAnother(api: FakeApi): void {
  api.notes = [];
  session.end();
  session.begin(api.openSession());
}

it('goes with its owner, also from a page that shows nothing of it', async () => {
  const { api, visit } = openList('/notes');
  await screen.findByRole('link', { name: 'Secret' });
  await visit('/nowhere');
  await heading(messages.notFound.title);
  signInAsAnother(api);
  // The guards decide anew about the page that is open.
  await new Promise((resolve) => setTimeout(resolve));
  api.plan('GET /notes', problem(403, 'forbidden'));
  await visit('/notes');
  await screen.findByText(messages.notes.failed);
  expect(screen.queryByText('Secret')).toBeNull();
});

it('goes also where it stood in for what was being loaded', async () => {
  const { api, visit } = openList('/notes');
  await screen.findByRole('link', { name: 'Secret' });
  api.down = true;
  await visit('/notes?q=se');
  expect(await screen.findByRole('link', { name: 'Secret' })).toBeVisible();
  signInAsAnother(api);
  await waitFor(() => {
    expect(screen.queryByText('Secret')).toBeNull();
  });
  api.down = false;
  await screen.findByRole('heading', { name: messages.notes.noMatch });
});
