// The database of the tests: a file that lives as long as they do.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TemporaryDatabase {
  readonly url: string;
  readonly drop: () => Promise<void>;
}

export async function temporaryDatabase(suffix = 'test'): Promise<TemporaryDatabase> {
  const directory = await mkdtemp(join(tmpdir(), `${suffix}-`));
  return {
    url: `sqlite:///${join(directory, 'test.db')}`,
    drop: () => rm(directory, { recursive: true, maxRetries: 5 }),
  };
}

export const UNREACHABLE_URL = 'sqlite:////nowhere/at/all.db';
