import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importBundled } from '../locks/bundled.mjs';

/** Writes what src/render/locks/recall.ts reads: one file for each question about a lock that the offered stacks ask. */
export async function writeKnownLocks(folder, templates) {
  const { knownLocks } = await importBundled('scripts/build/known-locks.ts');
  mkdirSync(folder);
  for (const [key, answer] of knownLocks(templates)) writeFileSync(join(folder, `${key}.json`), JSON.stringify(answer));
}
