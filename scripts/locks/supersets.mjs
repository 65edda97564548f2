// The manifests to lock: each layer's own, with those of the layers that it stands on and with every overlay at once.
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** Versions that a lock must stay at, by layer: { "frontend/react": { "rolldown": "1.2.3" } }. The registry may lack a newer one's binaries. */
const HOLDS = JSON.parse(readFileSync(new URL('holds.json', import.meta.url), 'utf8'));
const MANIFESTS = ['package.json', 'pyproject.toml'];

export async function readSupersets(root) {
  const source = await readSource(root);
  const catalog = source.openCatalog(join(root, 'templates'));
  const layers = ['backend', 'frontend'].flatMap((kind) => catalog.choices(kind));
  return layers.flatMap((layer) =>
    [...compose(layer, catalog, source)].map(([path, manifest]) => ({
      layer: layer.id,
      directory: layer.directory,
      kind: basename(path),
      manifest,
      holds: HOLDS[layer.id] ?? {},
    })),
  );
}

// The generator's own code, so that a superset is merged as a repository is. Node 20 does not read TypeScript: bundle it first.
async function readSource(root) {
  const scratch = mkdtempSync(join(tmpdir(), 'locks-'));
  const outfile = join(scratch, 'source.mjs');
  const names = ['openCatalog', 'chain', 'foldersOf', 'readSources', 'mergeFor'];
  const contents = `export { ${names.slice(0, 1)} } from './src/catalog.ts';
    export { ${names.slice(1, 4)} } from './src/render/layers.ts';
    export { ${names.slice(4)} } from './src/render/merge.ts';`;
  const stdin = { contents, resolveDir: root };
  await build({ stdin, outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' });
  const source = await import(pathToFileURL(outfile));
  rmSync(scratch, { recursive: true });
  return source;
}

/** Manifest by path, merged from all that may contribute. */
function compose(layer, catalog, source) {
  const layers = source.chain(layer, (id) => catalog.layer(id));
  const folders = layers.flatMap((each) => source.foldersOf(each, 'files', overlaysOf(each)));
  const manifests = new Map();
  for (const { path, content } of folders.flatMap(source.readSources).filter(isManifest)) {
    const target = path.replace(/\.hbs$/, '');
    const text = content.toString().replace(/\{\{quoted\.\w+\}\}/g, '"superset"');
    const before = manifests.get(target);
    manifests.set(target, before === undefined ? text : source.mergeFor(target)(before, text));
  }
  return manifests;
}

function overlaysOf(layer) {
  try {
    return new Set(readdirSync(join(layer.directory, 'with')));
  } catch (error) {
    if (error.code === 'ENOENT') return new Set();
    throw error;
  }
}

const isManifest = ({ path }) => MANIFESTS.includes(basename(path).replace(/\.hbs$/, ''));
