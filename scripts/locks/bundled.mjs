import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { inScratch } from './scratch.mjs';

/**
 * A module goes on finding what lies beside its source.
 * @type {import('esbuild').Plugin}
 */
const inPlace = {
  name: 'in-place',
  setup: (build) => {
    build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const url = JSON.stringify(pathToFileURL(path).href);
      return { loader: 'ts', contents: source.replaceAll('import.meta.url', url) };
    });
  },
};

// Bundled packages of the older kind ask for Node's own modules with `require`.
const banner = { js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);` };

/** What a TypeScript module exports: Node 20 does not read TypeScript, so it is bundled first. */
export const importBundled = (path) =>
  inScratch(async (scratch) => {
    const outfile = join(scratch, 'bundled.mjs');
    await build({
      ...{ entryPoints: [path], outfile, banner, plugins: [inPlace] },
      ...{ bundle: true, platform: 'node', format: 'esm', logLevel: 'error' },
    });
    return import(pathToFileURL(outfile).href);
  });
