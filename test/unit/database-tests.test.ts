// How this project's tests use a database is said by the database's own layer.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openCatalog } from '../../src/catalog.ts';
import { copiedDatabase, databaseTests, freshDatabase } from '../support/service/database.ts';

const databases = openCatalog().choices('database');
const pathOf = (name: string): string => {
  const found = databases.find((layer) => layer.name === name);
  return join(found?.directory ?? '', found?.manifest.tests ?? '');
};

test.each(databases.map(({ name }) => name))('%s says how tests use it', async (name) => {
  const { endpoint, through, file, ...tests } = await databaseTests({ DATABASE_TESTS: pathOf(name) });
  for (const step of ['start', 'create', 'copy', 'drop', 'contents', 'provision'] as const)
    expect(tests[step], step).toBeTypeOf('function');
  expect(tests.migratesConcurrently).toBeTypeOf('boolean');
  const [network, disk] = [endpoint !== undefined && through !== undefined, file !== undefined];
  expect({ network, disk }, 'an outage is of the network or of the file').toEqual({ network: !disk, disk: !network });
});

describe('a database in a file', () => {
  const env = { DATABASE_TESTS: pathOf('sqlite') };

  test('is copied with its write-ahead log, and dropped with its directory', async () => {
    const { file = fail } = await databaseTests(env);
    const original = await freshDatabase(env);
    for (const suffix of ['', '-wal']) writeFileSync(`${file(original.url)}${suffix}`, `stored${suffix}`);
    const copy = await copiedDatabase(original.url, env);
    expect(copy.url).not.toBe(original.url);
    expect(readFileSync(`${file(copy.url)}-wal`, 'utf8')).toBe('stored-wal');
    await original.drop();
    expect(await copy.contents()).toBe('stored\nstored-wal');
    await copy.drop();
    expect([original, copy].filter(({ url }) => existsSync(join(file(url), '..')))).toEqual([]);
  });

  test('is used as a new repository says', async () => {
    const { provision } = await databaseTests(env);
    expect(await provision('', 'sqlite:///app.db')).toBe('sqlite:///app.db');
  });
});

function fail(): never {
  throw new Error('The database is no file');
}
