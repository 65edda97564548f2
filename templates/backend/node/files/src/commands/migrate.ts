import { migrateToLatest } from '../database/migrate.ts';
import type { Command } from './index.ts';

/** Brings the database up to date: once a release, before the new version starts. Safe to repeat. */
export const migrate: Command = async ({ databaseUrl }) => {
  const applied = await migrateToLatest(databaseUrl);
  return applied.length > 0 ? applied.join('\n') : 'The database is up to date.';
};
