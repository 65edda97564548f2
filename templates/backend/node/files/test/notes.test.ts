import { describe, expect, vi } from 'vitest';
import type { Note } from '../src/schemas/notes.ts';
import { findingsOf, problemOf, type Api, type SignedIn } from './support/api.ts';
import { test } from './support/test.ts';

const NOTES = '/api/v1/notes';

const send = (
  api: Api,
  method: 'GET' | 'PATCH' | 'DELETE',
  user: SignedIn,
  id: string,
  body?: object,
) => api.call(method, `${NOTES}/${id}`, { token: user.token, ...(body && { body }) });

describe('a note', () => {
  test('is made: a draft without a body where nothing else is said', async ({ api }) => {
    const ada = await api.signUp();
    const note = await api.createNote(ada, 'Plain', { owner_id: 'somebody else', unknown: 1 });
    expect(note).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      owner_id: ada.id,
      title: 'Plain',
      body: null,
      status: 'draft',
      created_at: note.updated_at,
      updated_at: expect.stringMatching(/Z$/) as string,
    });
  });

  test('is read as it was written', async ({ api }) => {
    const ada = await api.signUp();
    const made = await api.createNote(ada, 'Ünïcode 🎉', {
      body: 'line\nline',
      status: 'published',
    });
    expect((await send(api, 'GET', ada, made.id)).json<Note>()).toEqual(made);
    expect(made).toMatchObject({ body: 'line\nline', status: 'published' });
  });

  test('is changed: what is not named stays, null takes a body away', async ({ api }) => {
    const ada = await api.signUp();
    const { id, updated_at } = await api.createNote(ada, 'Old', { body: 'text' });
    const renamed = (await send(api, 'PATCH', ada, id, { title: 'New' })).json<Note>();
    expect(renamed).toMatchObject({ title: 'New', body: 'text', status: 'draft' });
    expect(renamed.updated_at > updated_at).toBe(true);
    const emptied = (
      await send(api, 'PATCH', ada, id, { body: null, status: 'archived' })
    ).json<Note>();
    expect(emptied).toMatchObject({ title: 'New', body: null, status: 'archived' });
    expect(await api.titles(ada, 'q=NEW')).toEqual(['New']);
    expect(await api.titles(ada, 'q=old')).toEqual([]);
  });

  test('is deleted', async ({ api }) => {
    const ada = await api.signUp();
    const { id } = await api.createNote(ada, 'Gone');
    expect((await send(api, 'DELETE', ada, id)).statusCode).toBe(204);
    problemOf(await send(api, 'GET', ada, id), 404, 'not-found');
    problemOf(await send(api, 'DELETE', ada, id), 404, 'not-found');
  });

  test('of somebody else is not there at all', async ({ api }) => {
    const ada = await api.signUp();
    const bob = await api.signUp('bob@example.com');
    const { id } = await api.createNote(ada, 'Hers');
    problemOf(await send(api, 'GET', bob, id), 404, 'not-found');
    problemOf(await send(api, 'PATCH', bob, id, { title: 'His' }), 404, 'not-found');
    problemOf(await send(api, 'DELETE', bob, id), 404, 'not-found');
    expect(await api.titles(bob)).toEqual([]);
    expect(await api.titles(ada)).toEqual(['Hers']);
  });

  test('is nobody’s without a token', async ({ api }) => {
    problemOf(await api.call('GET', NOTES), 401, 'unauthorized');
    problemOf(await api.call('POST', NOTES, { body: { title: 'x' } }), 401, 'unauthorized');
  });

  test('has an id that is a UUID', async ({ api }) => {
    const response = await send(api, 'GET', await api.signUp(), 'seven');
    expect(findingsOf(response)).toEqual({ 'path:note_id': 'format' });
  });

  test.for([
    [{}, { '/title': 'required' }],
    [{ title: '' }, { '/title': 'too_short' }],
    [{ title: 'x'.repeat(201) }, { '/title': 'too_long' }],
    [{ title: null }, { '/title': 'not_null' }],
    [
      { title: 'x', body: 1, status: 'new' },
      { '/body': 'type', '/status': 'enum' },
    ],
  ] as const)('is not made of %j', async ([body, findings], { api }) => {
    const { token } = await api.signUp();
    expect(findingsOf(await api.call('POST', NOTES, { token, body }))).toEqual(findings);
  });
});

describe('the list', () => {
  test('is sorted by time or title, either way, and cut into pages', async ({ api }) => {
    const ada = await api.signUp();
    for (const title of ['b', 'a', 'c']) await api.createNote(ada, title);
    expect(await api.titles(ada)).toEqual(['c', 'a', 'b']);
    expect(await api.titles(ada, 'sort=created_at')).toEqual(['b', 'a', 'c']);
    expect(await api.titles(ada, 'sort=title')).toEqual(['a', 'b', 'c']);
    expect(await api.titles(ada, 'sort=-title')).toEqual(['c', 'b', 'a']);
    const page = await api.listNotes(ada, 'sort=title&limit=1&offset=1');
    expect(page).toMatchObject({ total: 3, limit: 1, offset: 1, items: [{ title: 'b' }] });
    expect(await api.listNotes(ada, 'offset=3')).toMatchObject({ total: 3, items: [] });
  });

  test('is searched without case, in every alphabet, and takes % and _ literally', async ({
    api,
  }) => {
    const ada = await api.signUp();
    for (const title of ['100 % done', '100 done', 'Straße', 'ΣΊΣΥΦΟΣ', 'snake_case', 'snakeXcase'])
      await api.createNote(ada, title);
    const found = (q: string) => api.titles(ada, `sort=title&q=${encodeURIComponent(q)}`);
    expect(await found('%')).toEqual(['100 % done']);
    expect(await found('e_c')).toEqual(['snake_case']);
    expect(await found('STRASSE')).toEqual(['Straße']);
    expect(await found('σίσυφος')).toEqual(['ΣΊΣΥΦΟΣ']);
    expect(await found('\\')).toEqual([]);
    expect(await found('')).toHaveLength(6);
  });

  test('is filtered by status, together with a search', async ({ api }) => {
    const ada = await api.signUp();
    await api.createNote(ada, 'One', { status: 'published' });
    await api.createNote(ada, 'Two', { status: 'published' });
    await api.createNote(ada, 'One too');
    expect(await api.listNotes(ada, 'status=published')).toMatchObject({ total: 2 });
    expect(await api.titles(ada, 'status=published&q=one')).toEqual(['One']);
  });

  test.for([
    ['limit=0', { 'query:limit': 'too_small' }],
    ['limit=101', { 'query:limit': 'too_large' }],
    ['limit=1e1', { 'query:limit': 'type' }],
    ['offset=-1', { 'query:offset': 'too_small' }],
    ['status=new&sort=size', { 'query:status': 'enum', 'query:sort': 'enum' }],
    ['q=%00', { 'query:q': 'format' }],
  ] as const)('is not asked for with %s', async ([query, findings], { api }) => {
    const { token } = await api.signUp();
    expect(findingsOf(await api.call('GET', `${NOTES}?${query}`, { token }))).toEqual(findings);
  });

  test('takes two queries, however long it is: the user, the page with its total', async ({
    api,
  }) => {
    const ada = await api.signUp();
    for (let n = 0; n < 5; n += 1) await api.createNote(ada, `Note ${n}`);
    const queries = vi.spyOn(api.app.db.getExecutor(), 'executeQuery');
    expect(await api.titles(ada)).toHaveLength(5);
    expect(queries).toHaveBeenCalledTimes(2);
    queries.mockRestore();
  });
});
