// A body over 1 MiB is 413, with or without Content-Length, and never held in memory.
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { peakMemory } from '../support/service.ts';
import type { Answer, Extra } from './support/api.ts';
import { newPerson, type Person } from './support/people.ts';
import { useService } from './support/use-service.ts';

const MIB = 1_048_576;
const PIECE = 65_536;
const { api, service } = useService();
let person: Person;
beforeAll(async () => void (person = await newPerson(api)));

/** A right note in so many bytes: JSON may end in blanks. Before the piece at `due` it waits for an answer, which ends it. */
async function* pieces(bytes: number, due: number): AsyncGenerator<Buffer> {
  const head = Buffer.from('{"title": "padded"}');
  for (let sent = 0; sent < bytes; sent += PIECE) {
    // A refusal that comes while more is sent can be lost with the connection, and a busy service is late with it.
    if (bytes > MIB && sent === due) await sleep(2000);
    const piece = Buffer.alloc(Math.min(PIECE, bytes - sent), ' ');
    if (sent === 0) head.copy(piece);
    yield piece;
  }
}

/** Refused by its length, before anything is sent. */
const announced = (bytes: number): Extra => ({
  body: Readable.from(pieces(bytes, 0)),
  headers: { 'content-length': String(bytes) },
});
/** Refused once the limit is passed. */
const chunked = (bytes: number): Extra => ({ body: Readable.from(pieces(bytes, MIB + PIECE)) });
const login = (extra: Extra): Promise<Answer> => api('POST', '/api/v1/auth/login', extra);

describe.each([
  ['with Content-Length', announced],
  ['in chunks', chunked],
])('%s', (_way, body) => {
  test.each([MIB - 1, MIB])('%i bytes are read', async (bytes) => {
    const created = await api.expect(201, 'POST', '/api/v1/notes', { token: person.token, ...body(bytes) });
    expect(created.note().title).toBe('padded');
  });

  test.each([MIB + 1, MIB + PIECE, 2 * MIB, 20_000_000])('%i bytes are 413', async (bytes) => {
    await api.expect(413, 'POST', '/api/v1/notes', { token: person.token, ...body(bytes) });
  });

  test.each([
    ['POST', '/api/v1/auth/register'],
    ['POST', '/api/v1/auth/login'],
    ['POST', '/api/v1/auth/password'],
    ['PATCH', '/api/v1/auth/me'],
    ['POST', '/api/v1/notes'],
  ])('%s %s refuses one byte too many', async (method, path) => {
    await api.expect(413, method, path, { token: person.token, ...body(MIB + 1) });
  });
});

test('a length that is announced and never sent is 413 at once', async () => {
  const nothing = new Readable({ read: () => undefined });
  const begin = Date.now();
  expect((await login({ body: nothing, headers: { 'content-length': '20000000000' } })).status).toBe(413);
  expect(Date.now() - begin).toBeLessThan(5000);
});

test.runIf(process.platform === 'linux')('twenty bodies of 20 MB at once take little memory', async () => {
  const before = peakMemory(service().pid);
  const answers = await Promise.all(Array.from({ length: 20 }, () => login(chunked(20_000_000))));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([413]));
  expect((peakMemory(service().pid) - before) / MIB).toBeLessThan(100);
});

test('the service answers others meanwhile and afterwards', async () => {
  const big = Promise.all(Array.from({ length: 5 }, () => login(chunked(20_000_000))));
  await api.expect(200, 'GET', '/healthz');
  await big;
  await api.expect(200, 'GET', '/api/v1/notes', { token: person.token });
});
