import type { Kysely } from 'kysely';
import type { Config } from '../config.ts';
import { openDatabase } from '../database/connection.ts';
import type { Tables } from '../database/tables.ts';
import { Failure, reason } from '../failure.ts';

/** Does a command's work on the database, and prints what it answers. */
export async function withDatabase(
  { databaseUrl }: Config,
  work: (db: Kysely<Tables>) => Promise<string>,
): Promise<void> {
  const db = openDatabase(databaseUrl);
  try {
    process.stdout.write(`${await work(db)}\n`);
  } catch (error) {
    throw error instanceof Failure ? error : new Failure(reason(error));
  } finally {
    await db.destroy();
  }
}
