// Notes: whose they are, what a PATCH leaves, and what a list holds in which order.
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { newPerson, type Person } from './support/people.ts';
import type { Note, Page } from './support/types.ts';
import { useService } from './support/use-service.ts';

const { api } = useService();
let ada: Person;
beforeAll(async () => void (ada = await newPerson(api)));

const create = async (json: unknown, { token } = ada): Promise<Note> =>
  (await api.expect(201, 'POST', '/api/v1/notes', { json, token })).note();
const read = async (id: string, { token } = ada): Promise<Note> =>
  (await api.expect(200, 'GET', `/api/v1/notes/${id}`, { token })).note();
const patch = async (id: string, json: unknown): Promise<Note> =>
  (await api.expect(200, 'PATCH', `/api/v1/notes/${id}`, { json, token: ada.token })).note();
const list = async (query: string, { token }: Person): Promise<Page<Note>> =>
  (await api.expect(200, 'GET', `/api/v1/notes${query}`, { token })).notes();

describe('a note', () => {
  test('starts as a draft without text, with every key', async () => {
    const note = await create({ title: 'Bare' });
    expect(Object.keys(note).sort()).toEqual(['body', 'created_at', 'id', 'owner_id', 'status', 'title', 'updated_at']);
    expect(note).toMatchObject({ title: 'Bare', body: null, status: 'draft', owner_id: ada.user.id });
  });

  test('holds what it was given', async () => {
    const given = { title: 'Full', body: 'x'.repeat(10_000), status: 'archived' };
    const note = await create(given);
    expect(note).toMatchObject(given);
    expect(await read(note.id)).toEqual(note);
  });

  test('may have an empty text, which is not null', async () => {
    expect((await read((await create({ title: 'Empty', body: '' })).id)).body).toBe('');
  });

  test('is deleted once', async () => {
    const { id } = await create({ title: 'Short-lived' });
    await api.expect(204, 'DELETE', `/api/v1/notes/${id}`, { token: ada.token });
    await api.expect(404, 'DELETE', `/api/v1/notes/${id}`, { token: ada.token });
    await api.expect(404, 'GET', `/api/v1/notes/${id}`, { token: ada.token });
    await api.expect(404, 'PATCH', `/api/v1/notes/${id}`, { token: ada.token, json: { title: 'x' } });
  });

  test('lets nobody set its owner, id or times', async () => {
    const bob = await newPerson(api);
    const more = {
      owner_id: bob.user.id,
      id: randomUUID(),
      created_at: '2001-01-01T00:00:00.000Z',
      updated_at: '2001-01-01T00:00:00.000Z',
    };
    const note = await create({ title: 'Mine', ...more });
    expect(note.owner_id).toBe(ada.user.id);
    expect(note.id).not.toBe(more.id);
    expect(note.created_at + note.updated_at).not.toContain('2001');
    const changed = await patch(note.id, { title: 'Still mine', ...more });
    expect(changed).toMatchObject({ id: note.id, owner_id: ada.user.id, created_at: note.created_at });
    expect(changed.updated_at).not.toContain('2001');
  });
});

describe('PATCH', () => {
  test('leaves what is absent', async () => {
    const note = await create({ title: 'Before', body: 'Text', status: 'published' });
    expect(await patch(note.id, { title: 'After' })).toMatchObject({
      title: 'After',
      body: 'Text',
      status: 'published',
    });
    expect(await patch(note.id, { status: 'archived' })).toMatchObject({
      title: 'After',
      body: 'Text',
      status: 'archived',
    });
    expect(await patch(note.id, { body: 'Other' })).toMatchObject({
      title: 'After',
      body: 'Other',
      status: 'archived',
    });
    expect(await patch(note.id, {})).toMatchObject({ title: 'After', body: 'Other', status: 'archived' });
  });

  test('empties the text with null', async () => {
    const note = await create({ title: 'Before', body: 'Text' });
    expect((await patch(note.id, { body: null })).body).toBeNull();
    expect((await read(note.id)).body).toBeNull();
  });

  test('changes updated_at, never created_at', async () => {
    const note = await create({ title: 'Before' });
    await new Promise((resolve) => setTimeout(resolve, 20));
    const changed = await patch(note.id, { title: 'After' });
    expect(changed.created_at).toBe(note.created_at);
    expect(Date.parse(changed.updated_at)).toBeGreaterThan(Date.parse(note.updated_at));
    expect(await read(note.id)).toEqual(changed);
  });

  test('changes nothing where a field is wrong', async () => {
    const note = await create({ title: 'Before' });
    await api.expect(422, 'PATCH', `/api/v1/notes/${note.id}`, {
      token: ada.token,
      json: { title: 'After', status: 'x' },
    });
    expect(await read(note.id)).toEqual(note);
  });
});

describe("somebody else's note", () => {
  test.each(['GET', 'PATCH', 'DELETE'])('%s is 404, as if there were none', async (method) => {
    const [bob, note] = [await newPerson(api), await create({ title: 'Private' })];
    const json = method === 'PATCH' ? { json: { title: 'Taken' } } : {};
    const foreign = await api.expect(404, method, `/api/v1/notes/${note.id}`, { token: bob.token, ...json });
    const nowhere = await api.expect(404, method, `/api/v1/notes/${randomUUID()}`, { token: bob.token, ...json });
    const plain = ({ type, title, status, detail }: ReturnType<typeof foreign.problem>): unknown => ({
      type,
      title,
      status,
      detail,
    });
    expect(plain(foreign.problem())).toEqual(plain(nowhere.problem()));
    expect(await read(note.id)).toEqual(note);
  });

  test('is in no list', async () => {
    const bob = await newPerson(api);
    const { title } = await create({ title: `Private ${randomUUID()}` });
    expect(await list(`?q=${encodeURIComponent(title)}`, bob)).toMatchObject({ total: 0, items: [] });
  });
});

describe('a list', () => {
  let eve: Person;
  const titles = ['apple', 'banana', 'cherry', 'banana', 'banana', 'date', 'apple', 'elder', 'fig', 'grape'];
  const statuses = ['draft', 'published', 'archived'];
  beforeAll(async () => {
    eve = await newPerson(api);
    for (const [index, title] of titles.entries()) await create({ title, status: statuses[index % 3] }, eve);
  });

  test('of nobody is empty, with the defaults', async () => {
    expect(await list('', await newPerson(api))).toEqual({ items: [], total: 0, limit: 20, offset: 0 });
  });

  test('starts with 20', async () => {
    const many = await newPerson(api);
    await Promise.all(Array.from({ length: 21 }, (_, index) => create({ title: `n${index}` }, many)));
    const page = await list('', many);
    expect(page.items).toHaveLength(20);
    expect(page.total).toBe(21);
    expect((await list('?limit=100', many)).items).toHaveLength(21);
  });

  test('holds whole notes', async () => {
    const { items } = await list('', eve);
    expect(items).toHaveLength(titles.length);
    for (const note of items) expect(await read(note.id, eve)).toEqual(note);
  });

  test('takes limit and offset, and counts all', async () => {
    const all = (await list('', eve)).items;
    expect(await list('?limit=3&offset=2', eve)).toEqual({ items: all.slice(2, 5), total: 10, limit: 3, offset: 2 });
    expect(await list('?limit=1&offset=9', eve)).toMatchObject({ items: all.slice(9), total: 10 });
    expect(await list('?offset=10', eve)).toMatchObject({ items: [], total: 10 });
    expect(await list('?offset=1000000', eve)).toMatchObject({ items: [], total: 10, offset: 1_000_000 });
  });

  test('is newest first', async () => {
    const { items } = await list('', eve);
    expect(items.map(({ title }) => title)).toEqual(titles.toReversed());
    expect((await list('?sort=-created_at', eve)).items).toEqual(items);
    expect((await list('?sort=created_at', eve)).items.map(({ title }) => title)).toEqual(titles);
  });

  test.each(['title', '-title'])('by %s is in order, and ids break ties', async (sort) => {
    const { items } = await list(`?sort=${sort}`, eve);
    const sorted = titles.toSorted();
    expect(items.map(({ title }) => title)).toEqual(sort === 'title' ? sorted : sorted.toReversed());
    const ties = items.filter(({ title }) => title === 'banana').map(({ id }) => id);
    expect([ties.toSorted(), ties.toSorted().toReversed()]).toContainEqual(ties);
  });

  test.each(['title', '-title', 'created_at', '-created_at'])('by %s is the same page by page', async (sort) => {
    const whole = (await list(`?sort=${sort}`, eve)).items.map(({ id }) => id);
    const pages = await Promise.all(whole.map((_, offset) => list(`?sort=${sort}&limit=1&offset=${offset}`, eve)));
    expect(pages.map(({ items }) => items[0]?.id)).toEqual(whole);
  });

  test('keeps its order when a note is changed', async () => {
    const before = (await list('', eve)).items.map(({ id }) => id);
    await api.expect(200, 'PATCH', `/api/v1/notes/${before[4]}`, { token: eve.token, json: { body: 'changed' } });
    expect((await list('', eve)).items.map(({ id }) => id)).toEqual(before);
  });

  test.each(statuses)('of the status %s has no other', async (status) => {
    const page = await list(`?status=${status}`, eve);
    const expected = titles.filter((_, index) => statuses[index % 3] === status).length;
    expect(page.items.every((note) => note.status === status)).toBe(true);
    expect([page.total, page.items.length]).toEqual([expected, expected]);
  });

  test('takes all at once', async () => {
    const page = await list('?q=AN&status=published&sort=title&limit=1&offset=1', eve);
    const matching = (await list('?q=an&status=published&sort=title', eve)).items;
    expect(page).toEqual({ items: matching.slice(1, 2), total: matching.length, limit: 1, offset: 1 });
    expect(matching.length).toBe(2);
  });
});

describe('q', () => {
  let kim: Person;
  const titles = [
    '100% sure',
    '100 percent',
    'snake_case',
    'snakeXcase',
    'back\\slash',
    'backslash',
    "it's",
    'its',
    'MiXeD',
    '[a-z]*',
    'ÄPFEL',
    '  blanks',
    '日本語',
  ];
  beforeAll(async () => {
    kim = await newPerson(api);
    await Promise.all(titles.map((title) => create({ title, body: 'unfindable' }, kim)));
  });

  test.each([
    ['%', ['100% sure']],
    ['0%', ['100% sure']],
    ['_', ['snake_case']],
    ['e_c', ['snake_case']],
    ['\\', ['back\\slash']],
    ['k\\s', ['back\\slash']],
    ['\\%', []],
    ['%%', []],
    ["'", ["it's"]],
    ['mixed', ['MiXeD']],
    ['MIXED', ['MiXeD']],
    ['iXe', ['MiXeD']],
    ['[a-z]', ['[a-z]*']],
    ['*', ['[a-z]*']],
    ['.', []],
    ['  ', ['  blanks']],
    ['本', ['日本語']],
    ['unfindable', []],
    ['', titles],
  ])('%j finds %j', async (q, found) => {
    const page = await list(`?q=${encodeURIComponent(q)}&limit=100`, kim);
    expect(page.items.map(({ title }) => title).sort()).toEqual(found.toSorted());
    expect(page.total).toBe(found.length);
  });

  test.each(['ÄPFEL', 'äpfel', 'Äpf'])('%j finds ÄPFEL: other alphabets have case too', async (q) => {
    expect((await list(`?q=${encodeURIComponent(q)}`, kim)).items.map(({ title }) => title)).toEqual(['ÄPFEL']);
  });
});

test('q finds a changed title, and not the old one', async () => {
  const lee = await newPerson(api);
  const { id } = await create({ title: 'Before' }, lee);
  await api.expect(200, 'PATCH', `/api/v1/notes/${id}`, { token: lee.token, json: { title: 'AFTER' } });
  expect((await list('?q=after', lee)).items.map((note) => note.id)).toEqual([id]);
  expect((await list('?q=before', lee)).total).toBe(0);
});

describe('at once', () => {
  test('200 creates are all kept', async () => {
    const lea = await newPerson(api);
    const notes = await Promise.all(Array.from({ length: 200 }, (_, index) => create({ title: `note ${index}` }, lea)));
    const pages = [await list('?limit=100', lea), await list('?limit=100&offset=100', lea)];
    expect(pages.map(({ total }) => total)).toEqual([200, 200]);
    const ids = pages.flatMap(({ items }) => items.map(({ id }) => id));
    expect(ids.toSorted()).toEqual(notes.map(({ id }) => id).toSorted());
  });

  test('changes and reads of one note get no error', async () => {
    const note = await create({ title: 'busy' });
    await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        index % 2 ? patch(note.id, { title: `busy ${index}` }) : read(note.id),
      ),
    );
    expect((await read(note.id)).title).toMatch(/^busy \d+$/);
  });

  test('a note deleted by ten is deleted once', async () => {
    const { id } = await create({ title: 'wanted' });
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => api('DELETE', `/api/v1/notes/${id}`, { token: ada.token })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([204, ...Array.from({ length: 9 }, () => 404)]);
  });
});
