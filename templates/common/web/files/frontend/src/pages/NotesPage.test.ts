import { screen, waitFor, within } from '@testing-library/dom';
import { expect, it } from 'vitest';
import { messages } from '../messages.ts';
import type { FakeApi } from '../testing/fake-api.ts';
import { problem } from '../testing/fake-api.ts';
import { expectAccessible, heading, openApp } from '../testing/app.ts';

const words = messages.notes;

const many = (api: FakeApi) => {
  for (let number = 1; number <= 25; number += 1) api.addNote({ title: `Note ${number}` });
};

const titles = async () => {
  const list = await screen.findByRole('list', { name: words.list });
  return within(list)
    .getAllByRole('link')
    .map((link) => link.textContent);
};

it('shows the newest notes, page by page, and keeps the page in the address', async () => {
  const { user, address } = openApp('/', many);
  expect(await titles()).toHaveLength(10);
  const pages = screen.getByRole('navigation', { name: words.pages });
  expect(pages).toHaveTextContent('Page 1 of 3');
  expect(within(pages).getByRole('button', { name: words.previous })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await user.click(within(pages).getByRole('button', { name: words.next }));
  await screen.findByText('Page 2 of 3');
  expect(address()).toBe('/notes?page=2');
  await waitFor(async () => {
    expect(await titles()).toContain('Note 15');
  });
  await expectAccessible();
});

it('searches while typing, from the first page on', async () => {
  const { user, address } = openApp('/notes?page=2', many);
  await user.type(await screen.findByRole('searchbox', { name: words.search }), 'note 7');
  await waitFor(async () => {
    expect(await titles()).toEqual(['Note 7']);
  });
  expect(address()).toBe('/notes?q=note+7');
});

it('says that nothing matches, and clears', async () => {
  const { user } = openApp('/notes?q=zzz&status=draft', many);
  await screen.findByRole('heading', { name: words.noMatch });
  await user.click(screen.getByRole('link', { name: words.clear }));
  expect(await titles()).toHaveLength(10);
  expect(screen.getByRole('searchbox')).toHaveValue('');
});

it('filters and sorts', async () => {
  const { user, address } = openApp('/notes', (api) => {
    api.addNote({ title: 'B', status: 'draft' });
    api.addNote({ title: 'A', status: 'draft' });
    api.addNote({ title: 'C', status: 'published' });
  });
  await titles();
  await user.selectOptions(screen.getByRole('combobox', { name: words.status }), 'Draft');
  await user.selectOptions(screen.getByRole('combobox', { name: words.sort }), 'Title A–Z');
  await waitFor(async () => {
    expect(await titles()).toEqual(['A', 'B']);
  });
  expect(address()).toBe('/notes?status=draft&sort=title');
});

it('has a first page for those who have no notes', async () => {
  openApp('/notes');
  await screen.findByRole('heading', { name: words.empty });
  expect(document.title).toContain(words.title);
  await expectAccessible();
});

it('leads from a page that is no more to the last one', async () => {
  const { address } = openApp('/notes?page=9', many);
  await screen.findByText('Page 3 of 3');
  expect(address()).toBe('/notes?page=3');
});

it('tries again where the notes could not be loaded', async () => {
  const { user } = openApp('/notes', (api) => {
    api.addNote({ title: 'Tea' });
    api.plan('GET /notes', problem(403, 'forbidden'));
  });
  expect(await screen.findByRole('alert')).toHaveTextContent(words.failed);
  expect(screen.getByText(messages.trouble.reference('request-1'))).toBeVisible();
  await user.click(screen.getByRole('button', { name: messages.tryAgain }));
  expect(await titles()).toEqual(['Tea']);
});

it('waits for a server that is away, and goes on when it is back', async () => {
  const { api } = openApp('/notes', (server) => {
    server.addNote({ title: 'Tea' });
    server.down = true;
  });
  expect(await screen.findByText(messages.trouble.unreachable)).toBeVisible();
  api.down = false;
  expect(await titles()).toEqual(['Tea']);
  expect(screen.queryByText(messages.trouble.unreachable)).toBeNull();
});

it('leads to a note', async () => {
  const { user } = openApp('/notes', (api) => {
    api.addNote({ title: 'Tea', body: 'Green' });
  });
  await user.click(await screen.findByRole('link', { name: 'Tea' }));
  const title = await heading(messages.editor.editTitle);
  await waitFor(() => {
    expect(title).toHaveFocus();
  });
});
