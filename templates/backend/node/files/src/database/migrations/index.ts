import type { Migration } from 'kysely';
import * as firstTables from './20260101_first_tables.ts';

/** Every migration, by its name: they run in the order of the names, each once. */
export const migrations: Record<string, Migration> = {
  '20260101_first_tables': firstTables,
};
