import { expect } from 'vitest';
import { commandOf } from '../src/commands/index.ts';
import { openDatabase, openForMigrations } from '../src/database/connection.ts';
import { migrateToLatest, migratorOf } from '../src/database/migrate.ts';
import { migrations } from '../src/database/migrations/index.ts';
import { withDatabase } from '../src/database/with-database.ts';
import { temporaryDatabase, type TemporaryDatabase } from './support/database.ts';
import { configWith, test as base } from './support/test.ts';

const test = base.extend<{ empty: TemporaryDatabase }>({
  empty: async ({}, use) => {
    const database = await temporaryDatabase('test_migrations');
    await use(database);
    await database.drop();
  },
});

const NAMES = Object.keys(migrations).sort();

test('are taken once, in the order of their names', async ({ empty }) => {
  expect(await migrateToLatest(empty.url)).toEqual(NAMES);
  expect(await migrateToLatest(empty.url)).toEqual([]);
});

test('the command says what it did', async ({ empty }) => {
  const migrate = await commandOf('migrate');
  const config = configWith({ DATABASE_URL: empty.url });
  expect(await migrate(config, [])).toBe(NAMES.join('\n'));
  expect(await migrate(config, [])).toBe('The database is up to date.');
});

test('several at once leave one good database', async ({ empty }) => {
  const taken = await Promise.all(Array.from({ length: 3 }, () => migrateToLatest(empty.url)));
  expect(taken.flat().sort()).toEqual(NAMES);
});

test('go back, and leave nothing behind', async ({ empty }) => {
  await migrateToLatest(empty.url);
  const db = openForMigrations(empty.url);
  for (const name of NAMES) {
    expect((await migratorOf(db).migrateDown()).error, name).toBeUndefined();
  }
  const tables = (await db.introspection.getTables()).map(({ name }) => name);
  expect(tables.filter((name) => !name.startsWith('kysely_'))).toEqual([]);
  await db.destroy();
});

test('that were forgotten are named', async ({ empty }) => {
  const db = openForMigrations(empty.url);
  await db.schema.createTable('other').addColumn('id', 'integer').execute();
  await db.destroy();
  const work = withDatabase(empty.url, () => Promise.resolve());
  await expect(work).rejects.toThrow('no tables yet: run the migrations first');
});

test('that fail are named, and leave nothing behind', async ({ empty }) => {
  const db = openForMigrations(empty.url);
  await db.schema.createTable('notes').addColumn('id', 'integer').execute();
  await db.destroy();
  await expect(migrateToLatest(empty.url)).rejects.toThrow(`migration ${NAMES[0] ?? ''} failed: `);
  const after = openDatabase(empty.url);
  const tables = (await after.introspection.getTables()).map(({ name }) => name);
  expect(tables).not.toContain('users');
  await after.destroy();
});
