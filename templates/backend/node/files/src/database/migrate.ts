import { Migrator, type Kysely } from 'kysely';
import { Failure, reason } from '../failure.ts';
import { openForMigrations } from './connection.ts';
import { migrations } from './migrations/index.ts';
import type { Tables } from './tables.ts';
import { requireDatabase } from './with-database.ts';

export const migratorOf = (db: Kysely<Tables>): Migrator =>
  new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });

/** Brings the database up to date; answers the names of the migrations that it took. */
export async function migrateToLatest(url: string): Promise<string[]> {
  const db = openForMigrations(url);
  try {
    await requireDatabase(db);
    const { error, results = [] } = await migratorOf(db).migrateToLatest();
    if (error !== undefined) {
      const failed = results.find(({ status }) => status === 'Error');
      throw new Failure(`migration ${failed?.migrationName ?? ''} failed: ${reason(error)}`);
    }
    return results.map(({ migrationName }) => migrationName);
  } finally {
    await db.destroy();
  }
}
