// Renders a handful of stacks to samples/: `npm run samples`. Their difference to the last commit is what a change of templates comes to.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { importBundled } from './locks/bundled.mjs';

const root = join(import.meta.dirname, '..');
const { samples } = await importBundled(join(root, 'test/support/samples.ts'));
const directory = join(root, 'samples');
rmSync(directory, { recursive: true, force: true });
for (const [path, text] of samples(join(root, 'templates'))) {
  mkdirSync(dirname(join(directory, path)), { recursive: true });
  writeFileSync(join(directory, path), text);
}
console.log('Written. What has changed:  git diff --stat samples');
