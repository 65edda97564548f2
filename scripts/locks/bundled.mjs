import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { inScratch } from './scratch.mjs';

/** What a TypeScript module exports: Node 20 does not read TypeScript, so it is bundled first. */
export const importBundled = (path) =>
  inScratch(async (scratch) => {
    const outfile = join(scratch, 'bundled.mjs');
    await build({ entryPoints: [path], outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' });
    return import(pathToFileURL(outfile));
  });
