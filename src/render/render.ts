import type { Catalog, Find, Layer } from '../catalog.ts';
import type { Service, Stack } from '../stack.ts';
import { fileOf, inPathOrder, type Tree, type TreeFile } from '../tree.ts';
import { chain, foldersOf, readSources, type Source } from './layers.ts';
import { lockFiles } from './lock-files.ts';
import { shipped, type Recall } from './locks/answer-cache.ts';
import { mergeFor } from './merge.ts';
import { partsJson, partsOf, serviceLayers } from './parts.ts';
import { renderText } from './template.ts';
import { viewOf, type InService, type Secrets, type View } from './view.ts';

/** A layer's folder on its way into the tree: where its files go, and what its templates see. */
interface Placement {
  readonly folder: string;
  readonly into: string;
  readonly view: View | InService;
}

/** How a folder of templates is read; who renders many stacks reads each once. */
export type Reading = (folder: string) => readonly Source[];

/**
 * The repository that a stack stands for, in memory. The same stack gives the same bytes but for what `secrets` answers, which stays in
 * files marked secret.
 */
export function render(
  stack: Stack,
  catalog: Catalog,
  secrets: Secrets,
  recall: Recall = shipped,
  read: Reading = readSources,
): Tree {
  const find: Find = (id) => catalog.layer(id);
  const files = new Map<string, Placed>();
  for (const placement of placements(stack, find, viewOf(stack, find, secrets))) {
    for (const source of read(placement.folder)) place(files, source, placement);
  }
  const parts = partsOf(stack, find);
  const composed = new Map<string, TreeFile>(
    [...files].map(([path, { text, secret }]) => [path, fileOf(text, secret)]),
  );
  composed.set('scripts/parts.json', fileOf(partsJson(parts)));
  return inPathOrder([...composed, ...lockFiles(parts, composed, recall)]);
}

function placements(stack: Stack, find: Find, view: View): readonly Placement[] {
  const page = stack.frontend === undefined ? [] : chain(stack.frontend, find);
  const infra = stack.infra.flatMap((layer) => chain(layer, find));
  // What infra begins, the parts fill in: a merged file reads in this order.
  const shared = [find('base'), stack.licence, ...infra, ...page];
  const perService = stack.services.map((service) => ({ service, layers: serviceLayers(service, find) }));
  const everything = names([...shared, ...perService.flatMap(({ layers }) => layers)]);
  return [
    ...shared.flatMap((layer) => at('', foldersOf(layer, 'files', everything), view)),
    ...perService.flatMap(({ service, layers }) =>
      servicePlacements(service, layers, infra, names([...shared, ...layers]), view),
    ),
  ];
}

const names = (layers: readonly Layer[]): ReadonlySet<string> => new Set(layers.map((layer) => layer.name));

function servicePlacements(
  service: Service,
  layers: readonly Layer[],
  infra: readonly Layer[],
  chosen: ReadonlySet<string>,
  view: View,
): readonly Placement[] {
  const own = view.services.find(({ name }) => name === service.name);
  if (own === undefined) throw new Error(`no view of service ${service.name}`);
  const inside = { ...view, service: own };
  return [
    ...layers.flatMap((layer) => [
      ...at(service.directory, foldersOf(layer, 'files', chosen), inside),
      ...at('', foldersOf(layer, 'root', chosen), inside),
    ]),
    ...infra.flatMap((layer) => at('', foldersOf(layer, 'service', chosen), inside)),
  ];
}

const at = (into: string, folders: readonly string[], view: View): readonly Placement[] =>
  folders.map((folder) => ({ folder, into, view }));

interface Placed {
  readonly text: string | Buffer;
  readonly from: string;
  readonly secret: boolean;
}

function place(files: Map<string, Placed>, source: Source, { into, view }: Placement): void {
  const isTemplate = source.path.endsWith('.hbs');
  const path =
    (into === '' ? '' : `${into}/`) + named(isTemplate ? source.path.slice(0, -'.hbs'.length) : source.path, view);
  const text = isTemplate ? renderText(source.content.toString(), view, source.from) : source.content;
  const before = files.get(path);
  if (before?.from === source.from) return;
  files.set(path, {
    from: source.from,
    secret: path.split('/').at(-1) === '.env',
    text: before === undefined ? text : merged(path, before, text, source.from),
  });
}

// A file that infra has for each service.
const named = (path: string, view: View | InService): string =>
  'service' in view ? path.replaceAll('[service]', view.service.name) : path;

function merged(path: string, before: Placed, text: string | Buffer, from: string): string {
  const merge = mergeFor(path);
  if (merge === undefined) throw new Error(`${path} has two owners: ${before.from} and ${from}`);
  try {
    return merge(before.text.toString(), text.toString());
  } catch (error) {
    throw new Error(`${path} of ${before.from} and ${from}: ${(error as Error).message}`, { cause: error });
  }
}
