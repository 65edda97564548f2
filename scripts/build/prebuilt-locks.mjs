import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importBundled } from '../locks/bundled.mjs';

/** Writes what src/render/locks/answer-cache.ts reads: an index of every text of a lock that the offered stacks have, and what they are cut from. */
export async function writePrebuiltLocks(folder, templates) {
  const { prebuiltLocks } = await importBundled('scripts/build/prebuilt-locks.ts');
  mkdirSync(folder);
  for (const [name, text] of prebuiltLocks(templates)) writeFileSync(join(folder, name), text);
}
