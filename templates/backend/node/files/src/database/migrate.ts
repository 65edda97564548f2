import { Migrator } from 'kysely';
import { openForMigrations } from './connection.ts';
import { migrations } from './migrations/index.ts';

/** Brings the database up to date; answers the names of the migrations that it took. */
export async function migrate(url: string): Promise<string[]> {
  const db = openForMigrations(url);
  try {
    const provider = { getMigrations: () => Promise.resolve(migrations) };
    const { error, results = [] } = await new Migrator({ db, provider }).migrateToLatest();
    if (error !== undefined) throw error;
    return results.map(({ migrationName }) => migrationName);
  } finally {
    await db.destroy();
  }
}
