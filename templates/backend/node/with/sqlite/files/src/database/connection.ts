// The SQLite database: a file, write-ahead logging, one writer at a time that the others wait for.
import { statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { Kysely, sql } from 'kysely';
import Libsql from 'libsql';
import { Failure, MIGRATE_FIRST } from '../failure.ts';
import { serviceDirectory } from '../paths.ts';
import { SqliteFileDialect } from './sqlite-dialect.ts';
import type { Tables } from './tables.ts';

export const DEFAULT_URL = 'sqlite:///app.db';

// A transaction has the whole file to itself: there is nothing to lock a row for.
export const HAS_ROW_LOCKS = false;

const PREFIX = 'sqlite:///';
// Opening waits this long for other processes; after that it is the connection that waits, without holding up the event loop.
const OPENING_MILLISECONDS = 15_000;

export function checkUrl(value: string): string {
  const file = value.slice(PREFIX.length);
  if (!value.startsWith(PREFIX) || file === '' || file.includes(':memory:')) {
    throw new Error('write it as sqlite:///app.db, a file');
  }
  return value;
}

/** The database's file; a relative one is meant from the service's directory. */
const fileOf = (url: string): string => resolve(serviceDirectory, url.slice(PREFIX.length));

/** Opened with the first query. */
export function openDatabase(url: string): Kysely<Tables> {
  const file = fileOf(url);
  return new Kysely({
    dialect: new SqliteFileDialect(() => {
      requireFile(file);
      return open(file, { foreignKeys: true });
    }),
  });
}

/** Foreign keys are off here: altering a table copies and drops it, which would delete what refers to it. */
export function openForMigrations(url: string): Kysely<Tables> {
  return new Kysely({
    dialect: new SqliteFileDialect(() => open(fileOf(url), { foreignKeys: false })),
  });
}

function open(file: string, { foreignKeys }: { foreignKeys: boolean }): Libsql.Database {
  const database = openFile(file);
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA synchronous = NORMAL');
  database.exec(`PRAGMA foreign_keys = ${foreignKeys ? 'ON' : 'OFF'}`);
  database.exec('PRAGMA busy_timeout = 5');
  return database;
}

/** Whether a statement failed because nothing was migrated yet. */
export const isMissingTable = (error: unknown): boolean =>
  error instanceof Libsql.SqliteError && error.message.includes('no such table');

function openFile(file: string): Libsql.Database {
  try {
    return new Libsql(file, { timeout: OPENING_MILLISECONDS });
  } catch {
    const advice = 'does its directory exist, and may this user write there?';
    throw new Failure(`DATABASE_URL: can't open ${file}: ${advice}`);
  }
}

export async function ping(database: Kysely<Tables>): Promise<void> {
  const main = sql<{ file: string }>`SELECT file FROM pragma_database_list WHERE name = 'main'`;
  const { rows } = await main.execute(database);
  requireFile(rows[0]?.file ?? '');
  await sql`SELECT count(*) FROM sqlite_master`.execute(database);
}

/** Opening would create it, and an open connection would not notice that it is gone. */
function requireFile(file: string): void {
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) {
    throw new Failure(`${basename(file)} does not exist: ${MIGRATE_FIRST}`);
  }
}

/** Whether a row refers to one that is gone. */
export const isMissingReference = (error: unknown): boolean =>
  error instanceof Libsql.SqliteError && error.code === 'SQLITE_CONSTRAINT_FOREIGNKEY';
