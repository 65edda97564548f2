import { join, sep } from 'node:path';
import type { Find, Layer } from '../catalog.ts';

import { entries, readFile } from '../layer-files.ts';
/** A file that a layer contributes: `path` is relative to where the layer's files go. */
export interface Source {
  readonly path: string;
  /** Absolute, to name it in errors and to know a file that two services contribute from the same place. */
  readonly from: string;
  readonly content: Buffer;
}

/** The layer after all that it stands on, each once. */
export function chain(layer: Layer, find: Find): readonly Layer[] {
  const bases = (layer.manifest.extends ?? []).flatMap((name) => chain(find(`common/${name}`), find));
  return [...new Map([...bases, layer].map((each) => [each.id, each])).values()];
}

/** The layers that a layer has files for, for when they are chosen too: the names below its `with/`. */
export const neighborsOf = ({ directory }: Layer): readonly string[] =>
  entries(join(directory, 'with')).map((entry) => entry.name);

/** The folders of a layer that count when `chosen` layers (by name) are in the stack: its own, and those of each `with/`. */
export function foldersOf(
  layer: Layer,
  part: 'files' | 'root' | 'service',
  chosen: ReadonlySet<string>,
): readonly string[] {
  const glue = neighborsOf(layer).filter((name) => chosen.has(name));
  return [join(layer.directory, part), ...glue.map((name) => join(layer.directory, 'with', name, part))];
}

/** All files below a folder, in alphabetical order; none where there is no such folder. */
export const readSources = (folder: string): readonly Source[] =>
  pathsBelow(folder, '').map((path) => {
    const from = folder + sep + (sep === '/' ? path : path.replaceAll('/', sep));
    return { from, path, content: readFile(from) };
  });

// Joined by hand: for the hundreds of paths of a repository, node:path takes longer than the disk.
function pathsBelow(folder: string, prefix: string): readonly string[] {
  return entries(folder).flatMap((entry) =>
    entry.isDirectory() ? pathsBelow(`${folder}${sep}${entry.name}`, `${prefix}${entry.name}/`) : [prefix + entry.name],
  );
}
