// Once for all tests: a migrated database.
import type { TestProject } from 'vitest/node';
import { migrateToLatest } from '../../src/database/migrate.ts';
import { temporaryDatabase } from './database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    databaseUrl: string;
  }
}

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const { url, drop } = await temporaryDatabase();
  await migrateToLatest(url);
  project.provide('databaseUrl', url);
  return drop;
}
