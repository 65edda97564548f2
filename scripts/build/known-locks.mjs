import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import { inScratch } from '../locks/scratch.mjs';
import { precompiled } from './precompiled.mjs';

/** Writes what src/render/locks/recall.ts reads: one file for each question about a lock that the offered stacks ask. */
export async function writeKnownLocks(folder, templates) {
  const known = (await worker()).knownLocks(templates);
  mkdirSync(folder);
  for (const [key, answer] of known) writeFileSync(join(folder, `${key}.json`), JSON.stringify(answer));
}

// Node 20 does not read TypeScript, so it is bundled first.
const worker = () =>
  inScratch(async (scratch) => {
    const outfile = join(scratch, 'known-locks.cjs');
    await build({
      ...{ entryPoints: ['scripts/build/known-locks.ts'], outfile, bundle: true, platform: 'node', format: 'cjs' },
      ...{ plugins: [precompiled], external: ['./compile.cjs'], define: { 'import.meta.url': '"file:///"' } },
    });
    return createRequire(import.meta.url)(outfile);
  });
