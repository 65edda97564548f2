// What is particular about SQLite.
import { rename } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import Libsql from 'libsql';
import { describe, expect, inject, vi } from 'vitest';
import { openDatabase } from '../src/database/connection.ts';
import { problemOf } from './support/api.ts';
import { test } from './support/test.ts';

const file = (): string => inject('databaseUrl').slice('sqlite:///'.length);

/** Another process that writes. */
function lock(): { readonly release: () => void } {
  const other = new Libsql(file());
  other.exec('BEGIN IMMEDIATE');
  return {
    release: () => {
      other.exec('ROLLBACK');
      other.close();
    },
  };
}

describe('while another process writes', () => {
  test('a writer waits, and the event loop goes on', async ({ api }) => {
    const ada = await api.signUp();
    const { release } = lock();
    const writing = api.createNote(ada, 'In the end');
    let turns = 0;
    for (const deadline = Date.now() + 300; Date.now() < deadline; turns += 1) await sleep(5);
    expect(turns).toBeGreaterThan(10);
    release();
    expect((await writing).title).toBe('In the end');
  });

  test('readers do not wait', async ({ api }) => {
    const ada = await api.signUp();
    const { release } = lock();
    expect(await api.titles(ada)).toEqual([]);
    release();
  });

  test('a writer that gives up leaves nothing half open: what comes after it is kept', async ({
    api,
  }) => {
    const { token, ...ada } = await api.signUp();
    const { release } = lock();
    const lost = api.call('POST', '/api/v1/notes', { token, body: { title: 'Lost' } });
    await sleep(50);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 });
    problemOf(await lost, 500, 'internal');
    vi.useRealTimers();
    release();
    await api.createNote({ token, ...ada }, 'Kept');
    const other = new Libsql(file());
    expect(other.prepare('SELECT title FROM notes').all()).toEqual([{ title: 'Kept' }]);
    other.close();
  });
});

test('transactions are one after the other, and one that fails leaves nothing', async ({ api }) => {
  const { db } = api.app;
  const ada = await api.signUp();
  const rename = (title: string) => (transaction: typeof db) =>
    transaction.updateTable('users').set({ display_name: title }).execute();
  const failing = db.transaction().execute(async (transaction) => {
    await rename('Failed')(transaction);
    await sleep(20);
    throw new Error('on purpose');
  });
  const working = db.transaction().execute(rename('Worked'));
  await expect(failing).rejects.toThrow('on purpose');
  await working;
  const me = await api.call('GET', '/api/v1/auth/me', { token: ada.token });
  expect(me.json()).toMatchObject({ display_name: 'Worked' });
});

test('rows come one by one where they are asked for so', async ({ api }) => {
  const ada = await api.signUp();
  for (const title of ['a', 'b']) await api.createNote(ada, title);
  const titles: string[] = [];
  for await (const { title } of api.app.db.selectFrom('notes').select('title').stream()) {
    titles.push(title);
  }
  expect(titles.sort()).toEqual(['a', 'b']);
});

test('foreign keys are kept', async ({ api }) => {
  const { rows } = await sql<{ foreign_keys: number }>`PRAGMA foreign_keys`.execute(api.app.db);
  expect(rows).toEqual([{ foreign_keys: 1 }]);
});

test('a file that is gone is noticed, and one that comes back', async ({ api }) => {
  await rename(file(), `${file()}.away`);
  problemOf(await api.call('GET', '/readyz'), 503, 'unavailable');
  await rename(`${file()}.away`, file());
  expect((await api.call('GET', '/readyz')).statusCode).toBe(200);
});

test('a file is never made by the service', async () => {
  const db = openDatabase('sqlite:///not-migrated.db');
  await expect(db.selectFrom('users').selectAll().execute()).rejects.toThrow('does not exist');
  await db.destroy();
});
