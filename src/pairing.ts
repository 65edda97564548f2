import type { Catalog, Kind, Layer } from './catalog.ts';
import { chain, neighborsOf } from './render/layers.ts';

/** The two choices that make a service: each works only with those of the other kind that it has files for, or that have files for it. */
const PARTNERS: Partial<Readonly<Record<string, Kind>>> = { backend: 'database', database: 'backend' };

/** Whether a backend, or a layer it stands on, has a folder `with/<database>`, or the database one `with/<backend>`. */
function goTogether(backend: Layer, database: Layer, catalog: Catalog): boolean {
  const near = neighborsOf(database);
  return chain(backend, (id) => catalog.layer(id)).some(
    (layer) => near.includes(layer.name) || neighborsOf(layer).includes(database.name),
  );
}

/** The choices a layer depends on without saying so in its manifest: the question, and the names that go with it. */
export interface Partners {
  readonly key: Kind;
  readonly names: readonly string[];
}

const known = new WeakMap<Catalog, Map<string, Partners | undefined>>();

/** The databases of a backend or the backends of a database; nothing where all of them will do. Read once for each catalog. */
export function partnersOf(layer: Layer, catalog: Catalog): Partners | undefined {
  const ofCatalog = known.get(catalog) ?? new Map<string, Partners | undefined>();
  known.set(catalog, ofCatalog);
  if (!ofCatalog.has(layer.id)) ofCatalog.set(layer.id, findPartners(layer, catalog));
  return ofCatalog.get(layer.id);
}

function findPartners(layer: Layer, catalog: Catalog): Partners | undefined {
  const key = PARTNERS[layer.id.slice(0, layer.id.indexOf('/'))];
  if (key === undefined) return undefined;
  const all = catalog.choices(key);
  const fit = all.filter((other) =>
    key === 'database' ? goTogether(layer, other, catalog) : goTogether(other, layer, catalog),
  );
  return fit.length === all.length ? undefined : { key, names: fit.map(({ name }) => name) };
}
