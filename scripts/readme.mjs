// Writes the README's table of options anew from src/options.ts: `npm run docs`. A test holds the two together.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importBundled } from './locks/bundled.mjs';

const root = join(import.meta.dirname, '..');
const path = join(root, 'README.md');
const { optionsTable } = await importBundled(join(root, 'test/support/options-table.ts'));
const { openCatalog } = await importBundled(join(root, 'src/catalog.ts'));
const table = optionsTable(openCatalog(join(root, 'templates')));
const readme = readFileSync(path, 'utf8');
writeFileSync(
  path,
  readme.replace(
    /(<!-- options:[^>]*-->\n)[^]*(<!-- \/options -->)/,
    (_, open, close) => `${open}\n${table}\n\n${close}`,
  ),
);
