// Text may hold any Unicode but U+0000 and lone surrogates.
import { beforeAll, describe, expect, test } from 'vitest';
import { freshEmail, newPerson, PASSWORD, signIn, type Person } from './support/people.ts';
import type { Note } from './support/types.ts';
import { useService } from './support/use-service.ts';

const { api } = useService();
let person: Person;
let note: Note;
beforeAll(async () => {
  person = await newPerson(api);
  note = (await api.expect(201, 'POST', '/api/v1/notes', { json: { title: 'target' }, token: person.token })).note();
});

// Raw JSON: `@` stands for the place of the bad text.
const fields = [
  ['POST', '/api/v1/auth/register', 'email', '{"email": "ada@@example.com", "password": "long enough"}'],
  ['POST', '/api/v1/auth/register', 'password', '{"email": "ada(at)example.com", "password": "long enough@"}'],
  [
    'POST',
    '/api/v1/auth/register',
    'display_name',
    '{"email": "ada(at)example.com", "password": "long enough", "display_name": "A@"}',
  ],
  ['POST', '/api/v1/auth/login', 'email', '{"email": "ada@@example.com", "password": "long enough"}'],
  ['POST', '/api/v1/auth/login', 'password', '{"email": "ada(at)example.com", "password": "long@ enough"}'],
  ['POST', '/api/v1/auth/password', 'current_password', '{"current_password": "a@b", "new_password": "long enough"}'],
  ['POST', '/api/v1/auth/password', 'new_password', '{"current_password": "ab", "new_password": "long@ enough"}'],
  ['PATCH', '/api/v1/auth/me', 'display_name', '{"display_name": "a@b"}'],
  ['POST', '/api/v1/notes', 'title', '{"title": "@b"}'],
  ['POST', '/api/v1/notes', 'body', '{"title": "b", "body": "a@"}'],
  ['POST', '/api/v1/notes', 'status', '{"title": "b", "status": "draft@"}'],
  ['PATCH', '/api/v1/notes/{note_id}', 'title', '{"title": "a@b"}'],
  ['PATCH', '/api/v1/notes/{note_id}', 'body', '{"body": "@"}'],
] as const;

describe.each(fields)('%s %s %s', (method, path, field, template) => {
  const bad = ['\\u0000', '\\ud800', '\\udc00', '\\uDFFF', '\\udc00\\ud800', '\\ud83d\\u0041', '\\ud83d\\ud83d\\ude00'];
  test.each(bad)('refuses %s', async (escape) => {
    const body = template.replace('@', escape).replace('(at)', '@');
    const answer = await api.expect(422, method, path.replace('{note_id}', note.id), { body, token: person.token });
    expect([...new Set(answer.errors().map(({ pointer }) => pointer))]).toEqual([`/${field}`]);
  });
});

test('surrogates and NUL in names of unknown fields do no harm', async () => {
  for (const name of ['\\ud800', '\\u0000', '\\udc00x']) {
    const answer = await api('POST', '/api/v1/notes', { body: `{"${name}": "x", "title": "x"}`, token: person.token });
    expect([201, 400, 422]).toContain(answer.status);
  }
});

test('surrogates as bytes are refused, as malformed or as text', async () => {
  const body = Buffer.concat([Buffer.from('{"title": "'), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from('"}')]);
  const answer = await api('POST', '/api/v1/notes', { body, token: person.token });
  expect([400, 422]).toContain(answer.status);
});

const texts = [
  ...[
    'äöüß ÄÖÜẞ éèñ',
    'Ελληνικά Кириллица',
    '日本語 한국어 中文',
    'שלום עולם مرحبا',
    '👩‍👩‍👧‍👦 🇩🇪 😀𝄞',
    'e\u0301 vs \u00e9',
    '\u202eRTL\u202c \u200b\ufeff',
    '\u0001\u001f\u007f\u0085\u2028\u2029',
  ],
  ...[
    '<script>alert(1)</script>',
    `"'\\/\b\f\n\r\t`,
    "'; DROP TABLE notes; --",
    '{{7*7}} ${7*7} %s %d',
    '\uffff\ufffe\u{10ffff}',
    '  blanks kept  ',
    ' ',
    'NULL',
    '\\u0000',
  ],
];

test.each(texts)('%j comes back as it went in', async (text) => {
  const created = await api.expect(201, 'POST', '/api/v1/notes', {
    json: { title: text, body: text },
    token: person.token,
  });
  expect(created.note()).toMatchObject({ title: text, body: text });
  const path = `/api/v1/notes/${created.note().id}`;
  expect((await api.expect(200, 'GET', path, { token: person.token })).note()).toEqual(created.note());
  const patched = await api.expect(200, 'PATCH', '/api/v1/auth/me', {
    json: { display_name: text },
    token: person.token,
  });
  expect(patched.user().display_name).toBe(text);
});

test.each(texts)('the password %j signs in, and nothing like it', async (text) => {
  const password = `${text} and more`;
  const email = freshEmail();
  await api.expect(201, 'POST', '/api/v1/auth/register', { json: { email, password } });
  await signIn(api, email, password);
  await api.expect(401, 'POST', '/api/v1/auth/login', { json: { email, password: `${password} ` } });
});

test('a password of 128 emoji counts to its end', async () => {
  const email = freshEmail();
  await api.expect(201, 'POST', '/api/v1/auth/register', { json: { email, password: '😀'.repeat(128) } });
  await signIn(api, email, '😀'.repeat(128));
  await api.expect(401, 'POST', '/api/v1/auth/login', { json: { email, password: `${'😀'.repeat(127)}x` } });
});

test('timestamps are now, in UTC', async () => {
  const before = Date.now() - 1000;
  const created = (
    await api.expect(201, 'POST', '/api/v1/notes', { json: { title: 'now' }, token: person.token })
  ).note();
  for (const time of [created.created_at, created.updated_at, (await newPerson(api, PASSWORD)).user.created_at]) {
    expect(Date.parse(time)).toBeGreaterThanOrEqual(before);
    expect(Date.parse(time)).toBeLessThanOrEqual(Date.now() + 1000);
  }
});
