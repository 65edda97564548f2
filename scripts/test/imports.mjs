// Which files a suite consists of: its configuration, its selected tests, and all that they import.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { build } from 'esbuild';

/** @typedef {import('./types.ts').Suite} Suite */

/** References that are no imports, relative to the file they are in: `new URL('…', import.meta.url)` and `${import.meta.dirname}/…`. */
const REFERENCES = [
  /new URL\(\s*['"`](\.[^'"`]+)['"`],\s*import\.meta\.url/g,
  /\$\{import\.meta\.dirname\}\/([^`'"]+)/g,
];

/**
 * Paths relative to the current directory, sorted.
 * @param {Suite} suite
 * @returns {Promise<readonly string[]>}
 */
export async function filesOf({ config, filters = [] }) {
  const directory = dirname(config);
  const tests = testsIn(directory).filter(
    (path) => filters.length === 0 || filters.some((each) => path.includes(each)),
  );
  const known = new Set();
  let fresh = [config, ...tests];
  while (fresh.length > 0) {
    const found = await importsOf(fresh.filter(isCode));
    for (const path of [...fresh, ...found]) known.add(path);
    fresh = [...new Set(found.concat(fresh).filter(isCode).flatMap(referencesIn))].filter((path) => !known.has(path));
  }
  return [...known].sort();
}

/** @type {(directory: string) => readonly string[]} */
const testsIn = (directory) =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts') || /\.(mjs|json|ya?ml)$|Dockerfile$/.test(name))
    .map((name) => join(directory, name));

const isCode = (path) => /\.(ts|mjs|js)$/.test(path);

/** @param {readonly string[]} entryPoints */
async function importsOf(entryPoints) {
  if (entryPoints.length === 0) return [];
  const { metafile } = await build({
    ...{ entryPoints: [...entryPoints], bundle: true, write: false, metafile: true, outdir: 'unused' },
    ...{ platform: 'node', format: 'esm', packages: 'external', logLevel: 'silent' },
    // What is imported by a computed path is a reference.
    loader: { '.json': 'json' },
  });
  return Object.keys(metafile.inputs);
}

/** @param {string} path */
function referencesIn(path) {
  const text = readFileSync(path, 'utf8');
  const names = REFERENCES.flatMap((pattern) => [...text.matchAll(pattern)].map(([, name]) => name));
  return names.map((name) => relative(process.cwd(), resolve(dirname(path), name))).filter(isFile);
}

function isFile(path) {
  try {
    readFileSync(path);
    return true;
  } catch {
    return false;
  }
}
