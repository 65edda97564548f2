import { screen, waitFor } from '@testing-library/dom';
import { expect, it } from 'vitest';
import { messages } from '../messages.ts';
import { invalid, problem } from '../testing/fake-api.ts';
import { expectAccessible, heading, openApp } from '../testing/app.ts';

const words = messages.editor;
const status = () => screen.getByRole('status');
const save = () => screen.getByRole('button', { name: words.save });

function openNote() {
  let id = '';
  const app = openApp('/notes', (api) => {
    id = api.addNote({ title: 'Tea', body: 'Green', status: 'published' }).id;
  });
  return { ...app, id, open: () => app.visit(`/notes/${id}`) };
}

it('creates a note, and shows it in the list', async () => {
  const { user, api } = openApp('/notes/new');
  await heading(words.newTitle);
  await expectAccessible();
  await user.type(screen.getByLabelText(words.title), 'Tea');
  await user.type(screen.getByLabelText(words.text), 'Green');
  await user.selectOptions(screen.getByRole('combobox', { name: words.status }), 'Published');
  await user.click(save());
  await screen.findByRole('link', { name: 'Tea' });
  expect(status()).toHaveTextContent(words.saved);
  expect(api.notes[0]).toMatchObject({ title: 'Tea', body: 'Green', status: 'published' });
});

it('wants a title', async () => {
  const { user } = openApp('/notes/new');
  await heading(words.newTitle);
  await user.click(save());
  expect(screen.getByLabelText(words.title)).toHaveAccessibleDescription('Give the note a title.');
});

it('changes a note, and goes back to the list as it was', async () => {
  const { user, address, visit, api, id } = openNote();
  await visit('/notes?q=te');
  await user.click(await screen.findByRole('link', { name: 'Tea' }));
  const title = await screen.findByLabelText(words.title);
  await user.clear(title);
  await user.type(title, 'Tea time');
  await user.click(save());
  await heading(messages.notes.title);
  expect(await screen.findByRole('link', { name: 'Tea time' })).toBeVisible();
  expect(address()).toBe('/notes?q=te');
  expect(api.notes.find((note) => note.id === id)).toMatchObject({ body: 'Green' });
});

it('keeps what was typed when the server objects or is away', async () => {
  const { user, api, open } = openNote();
  await open();
  const title = await screen.findByLabelText(words.title);
  await user.type(title, '!');
  api.plan(
    `PATCH /notes/${api.notes[0]?.id ?? ''}`,
    invalid(['/title', 'too_long'], ['/owner', 'type']),
  );
  await user.click(save());
  expect(await screen.findByRole('alert')).toHaveTextContent(messages.trouble.invalid);
  expect(title).toHaveAccessibleDescription('Use at most 200 characters.');
  api.down = true;
  await user.click(save());
  await screen.findByText(messages.trouble.unreachableForm);
  expect(title).toHaveValue('Tea!');
  api.down = false;
  await waitFor(
    () => {
      expect(screen.queryByText(messages.trouble.unreachable)).toBeNull();
    },
    { timeout: 4_000 },
  );
  await user.click(save());
  await screen.findByRole('link', { name: 'Tea!' });
});

it('deletes at once, and takes it back', async () => {
  const { user, api, open } = openNote();
  await open();
  await user.click(await screen.findByRole('button', { name: words.delete }));
  await screen.findByRole('heading', { name: messages.notes.empty });
  expect(status()).toHaveTextContent(words.deleted);
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: words.undo }));
  await screen.findByRole('link', { name: 'Tea' });
  expect(api.notes[0]).toMatchObject({ title: 'Tea', body: 'Green', status: 'published' });
});

it('offers another try where the note could not be restored', async () => {
  const { user, api, open } = openNote();
  await open();
  await user.click(await screen.findByRole('button', { name: words.delete }));
  api.plan('POST /notes', problem(500, 'internal'));
  await user.click(await screen.findByRole('button', { name: words.undo }));
  await waitFor(() => {
    expect(status()).toHaveTextContent(words.notRestored);
  });
  await user.click(screen.getByRole('button', { name: words.undo }));
  await screen.findByRole('link', { name: 'Tea' });
});

it('takes a note that is gone already for deleted', async () => {
  const { user, api, open } = openNote();
  await open();
  const button = await screen.findByRole('button', { name: words.delete });
  api.notes = [];
  await user.click(button);
  await heading(messages.notes.title);
  expect(status()).toHaveTextContent(words.deleted);
});

it('says where a note could not be deleted', async () => {
  const { user, api, id, open } = openNote();
  await open();
  api.plan(`DELETE /notes/${id}`, problem(500, 'internal'));
  await user.click(await screen.findByRole('button', { name: words.delete }));
  await waitFor(() => {
    expect(status()).toHaveTextContent(messages.trouble.unexpected);
  });
  await heading(words.editTitle);
});

it('dismisses what it told', async () => {
  const { user, open } = openNote();
  await open();
  await screen.findByLabelText(words.title);
  await user.click(save());
  await user.click(await screen.findByRole('button', { name: messages.dismiss }));
  expect(status().textContent).toBe('');
});

it('says that there is no such note', async () => {
  openApp('/notes/b3a1c9de-0000-4000-8000-000000000000');
  await heading(words.missing);
  expect(document.title).toContain(words.missing);
  await expectAccessible();
});

it('tries again where the note could not be loaded', async () => {
  const { user, api, id, open } = openNote();
  api.plan(`GET /notes/${id}`, problem(403, 'forbidden'));
  await open();
  await user.click(await screen.findByRole('button', { name: messages.tryAgain }));
  expect(await screen.findByLabelText(words.title)).toHaveValue('Tea');
});
