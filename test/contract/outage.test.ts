// The database goes away, hangs, and comes back.
import { mkdirSync, renameSync, rmdirSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  databaseTests,
  migratedDatabase,
  serviceUnderTest,
  start,
  type Database,
  type DatabaseTests,
  type Running,
} from '../support/service.ts';
import { apiOf } from './support/api.ts';
import { eventually } from './support/eventually.ts';
import { newPerson, signIn, type Person } from './support/people.ts';
import { openProxy, type Proxy } from './support/proxy.ts';

const blueprint = serviceUnderTest();
const { endpoint, through, file } = await databaseTests();
const api = apiOf(() => service.url);
let database: Database;
let service: Running;
let person: Person;
let checks: string[];

async function begin(migrated: Database, url = migrated.url): Promise<void> {
  database = migrated;
  service = await start(blueprint, {}, { database: { ...migrated, url } });
  person = await newPerson(api);
  checks = Object.keys((await api.expect(200, 'GET', '/readyz')).readiness().checks);
}

afterAll(async () => {
  await service.stop();
  await database.drop();
});

async function expectAway(): Promise<void> {
  const ready = await timed(() => api.expect(503, 'GET', '/readyz'));
  expect(ready.seconds).toBeLessThan(10);
  expect(
    checks.some((name) => ready.answer.text.includes(name)),
    ready.answer.text,
  ).toBe(true);
  expect((await timed(() => api.expect(200, 'GET', '/healthz'))).seconds).toBeLessThan(2);
}

async function timed<Answer>(send: () => Promise<Answer>): Promise<{ answer: Answer; seconds: number }> {
  const start = performance.now();
  return { answer: await send(), seconds: (performance.now() - start) / 1000 };
}

/** An error of the server that tells nothing of its inside. */
async function expectSilentErrors(): Promise<void> {
  const requests = [
    api('GET', '/api/v1/notes', { token: person.token }),
    api('POST', '/api/v1/auth/login', { json: { email: person.email, password: person.password } }),
    api('POST', '/api/v1/auth/refresh', { cookie: person.cookie }),
  ];
  for (const answer of await Promise.all(requests)) {
    expect([500, 503]).toContain(answer.status);
    expect(answer.text).not.toMatch(/sql|psycopg|traceback|exception|\/app\/|\.py|\.ts|127\.0\.0\.1|ECONN|line \d/i);
  }
}

async function expectBack(): Promise<void> {
  expect(await eventually(async () => (await api('GET', '/readyz')).status === 200)).toBe(true);
  await api.expect(200, 'GET', '/api/v1/notes', { token: person.token });
  await signIn(api, person.email);
}

// A database that declares neither fails: the file has no tests.
if (endpoint && through) describe('behind a network', () => networkTests(endpoint, through));
if (file) describe('in a file', () => fileTests(file));

function networkTests(at: NonNullable<DatabaseTests['endpoint']>, via: NonNullable<DatabaseTests['through']>): void {
  let proxy: Proxy;
  beforeAll(async () => {
    const migrated = await migratedDatabase(blueprint);
    proxy = await openProxy(at(migrated.url));
    await begin(migrated, via(migrated.url, proxy.port));
  });
  afterAll(() => proxy.close());

  test('is cut off and comes back', async () => {
    await proxy.cut();
    await expectAway();
    await expectSilentErrors();
    await proxy.restore();
    await expectBack();
  });

  test('drops its connections, and nobody notices but for a moment', async () => {
    await Promise.all(
      Array.from({ length: 10 }, () => api.expect(200, 'GET', '/api/v1/notes', { token: person.token })),
    );
    await proxy.cut();
    await proxy.restore();
    await expectBack();
    for (let round = 0; round < 10; round += 1) await api.expect(200, 'GET', '/api/v1/notes', { token: person.token });
  });

  test('hangs and comes back', async () => {
    proxy.freeze();
    await expectAway();
    await proxy.restore();
    await expectBack();
  });

  test('hangs under many requests, and the service lives', async () => {
    proxy.freeze();
    const asked = Array.from({ length: 30 }, () =>
      api('GET', '/api/v1/notes', { token: person.token }).catch(() => undefined),
    );
    await expectAway();
    await proxy.restore();
    await Promise.all(asked);
    await expectBack();
  });
}

function fileTests(fileOf: NonNullable<DatabaseTests['file']>): void {
  beforeAll(async () => begin(await migratedDatabase(blueprint)));

  test('is not a file any more, and comes back', async () => {
    const path = fileOf(database.url);
    renameSync(path, `${path}.away`);
    mkdirSync(path);
    await expectAway();
    rmdirSync(path);
    renameSync(`${path}.away`, path);
    await expectBack();
  });
}
