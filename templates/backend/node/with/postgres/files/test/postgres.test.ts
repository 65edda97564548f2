// What is particular about PostgreSQL.
import { sql } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { openDatabase, openForMigrations, ping } from '../src/database/connection.ts';
import { readTimestamp } from '../src/database/column-types.ts';
import { openProxy } from './support/proxy.ts';
import { configWith, test } from './support/test.ts';

const endAll = sql`
  SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid()`;

test('connections that the server closed are replaced', async ({ api }) => {
  const ada = await api.signUp();
  await Promise.all(Array.from({ length: 8 }, () => api.createNote(ada, 'Any')));
  const other = openForMigrations(configWith().databaseUrl);
  await endAll.execute(other);
  await other.destroy();
  await sleep(100);
  const pages = await Promise.all(Array.from({ length: 8 }, () => api.listNotes(ada)));
  expect(pages.map(({ total }) => total)).toEqual(Array<number>(8).fill(8));
});

test('a connection whose query was broken off is not used again', async () => {
  const db = openDatabase(configWith().databaseUrl);
  const pid = async (): Promise<unknown> =>
    (await sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`.execute(db)).rows[0]?.pid;
  const before = await pid();
  await expect(sql`SELECT no_such_column`.execute(db)).rejects.toThrow('no_such_column');
  expect(await pid()).toBe(before);
  await expect(sql`SELECT pg_terminate_backend(pg_backend_pid())`.execute(db)).rejects.toThrow();
  expect(await pid()).not.toBe(before);
  await db.destroy();
});

test('a connection that breaks is an error of its query, and not the end of the service', async () => {
  const { url, cut, close } = await openProxy(configWith().databaseUrl);
  const db = openDatabase(url);
  const query = sql`SELECT pg_sleep(20)`.execute(db);
  await sleep(200);
  cut();
  await expect(query).rejects.toThrow();
  await sleep(50);
  await ping(db);
  await db.destroy();
  close();
});

test('moments keep their microseconds and are in UTC', async ({ api }) => {
  const { rows } = await sql<{ zone: string }>`SELECT current_setting('timezone') AS zone`.execute(
    api.app.db,
  );
  expect(rows).toEqual([{ zone: 'UTC' }]);
  expect(readTimestamp('2026-01-01 12:00:00.5+00')).toBe('2026-01-01T12:00:00.500000Z');
  expect(readTimestamp('2026-01-01 12:00:00+00')).toBe('2026-01-01T12:00:00.000000Z');
});
