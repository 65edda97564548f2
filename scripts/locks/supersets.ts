// The manifests to lock: each layer's own, with those of the layers that it stands on and with every overlay at once.
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { openCatalog, type Catalog, type Layer } from '../../src/catalog.ts';
import { chain, foldersOf, readSources } from '../../src/render/layers.ts';
import { mergeFor } from '../../src/render/merge.ts';

export type ManifestKind = 'package.json' | 'pyproject.toml';

export interface Superset {
  /** `frontend/react`. */
  readonly layer: string;
  readonly directory: string;
  readonly kind: ManifestKind;
  /** The manifest's text. */
  readonly manifest: string;
}

/** One for each manifest of each backend and frontend. */
export function readSupersets(templates: string): readonly Superset[] {
  const catalog = openCatalog(templates);
  const layers = (['backend', 'frontend'] as const).flatMap((kind) => catalog.choices(kind));
  return layers.flatMap((layer) =>
    [...compose(layer, catalog)].map(([path, manifest]) => ({
      layer: layer.id,
      directory: layer.directory,
      kind: basename(path) as ManifestKind,
      manifest,
    })),
  );
}

/** Manifest by path, merged as a repository's is. */
function compose(layer: Layer, catalog: Catalog): ReadonlyMap<string, string> {
  const layers = chain(layer, (id) => catalog.layer(id));
  const folders = layers.flatMap((each) => foldersOf(each, 'files', overlaysOf(each)));
  const manifests = new Map<string, string>();
  for (const { path, content } of folders.flatMap(readSources)) {
    const target = path.replace(/\.hbs$/, '');
    if (!/(^|\/)(package\.json|pyproject\.toml)$/.test(target)) continue;
    const text = content.toString().replace(/\{\{quoted\.\w+\}\}/g, '"superset"');
    const before = manifests.get(target);
    manifests.set(target, before === undefined ? text : (mergeFor(target)?.(before, text) ?? text));
  }
  return manifests;
}

function overlaysOf(layer: Layer): ReadonlySet<string> {
  const folder = join(layer.directory, 'with');
  return new Set(existsSync(folder) ? readdirSync(folder) : []);
}
