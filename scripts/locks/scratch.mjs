import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What `use` answers, given an empty directory that is gone afterwards. */
export async function inScratch(use) {
  const directory = mkdtempSync(join(tmpdir(), 'locks-'));
  try {
    return await use(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
