import type { Kysely } from 'kysely';
import { Failure, MIGRATE_FIRST, reason } from '../failure.ts';
import { isMissingTable, openDatabase, ping } from './connection.ts';
import type { Tables } from './tables.ts';

/** Does work on the database, once it is known to be there and migrated. */
export async function withDatabase<Result>(
  url: string,
  work: (db: Kysely<Tables>) => Promise<Result>,
): Promise<Result> {
  const db = openDatabase(url);
  try {
    await requireDatabase(db);
    await requireTables(db);
    return await work(db);
  } finally {
    await db.destroy();
  }
}

export async function requireDatabase(db: Kysely<Tables>): Promise<void> {
  try {
    await ping(db);
  } catch (error) {
    if (error instanceof Failure) throw error;
    const advice = 'is it up, and is the address right?';
    throw new Failure(`DATABASE_URL: can't use the database (${reason(error)}): ${advice}`);
  }
}

async function requireTables(db: Kysely<Tables>): Promise<void> {
  try {
    await db.selectFrom('users').select('id').limit(1).execute();
  } catch (error) {
    if (!isMissingTable(error)) throw error;
    throw new Failure(`the database has no tables yet: ${MIGRATE_FIRST}`);
  }
}
