import { readdirSync, readFileSync, statSync } from 'node:fs';
import { bytesAt, isFolder, isPlace, lookUp, packedPath } from './packed.ts';

// Templates are read here: from the packed file that the package ships, or from a directory. Callers see one interface, absolute paths.

/** A file or a directory, by its name. */
export interface Entry {
  readonly name: string;
  isDirectory(): boolean;
}

/** What is in a directory, in alphabetical order; nothing where there is no such directory. */
export function entries(directory: string): readonly Entry[] {
  const path = packedPath(directory);
  return path === undefined ? entriesOnDisk(directory) : entriesPacked(path);
}

function entriesOnDisk(directory: string): readonly Entry[] {
  // Asked first: an error with its stack, for every layer without such a folder, takes as long as reading a file.
  if (statSync(directory, { throwIfNoEntry: false }) === undefined) return [];
  return readdirSync(directory, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function entriesPacked(path: string): readonly Entry[] {
  const folder = lookUp(path);
  if (folder === undefined || isPlace(folder)) return [];
  return Object.entries(folder).map(([name, found]) => ({ name, isDirectory: () => isFolder(found) }));
}

/** A file's content; nothing where there is no such file. */
export function fileAt(file: string): Buffer | undefined {
  const path = packedPath(file);
  if (path === undefined) return statSync(file, { throwIfNoEntry: false }) && readFileSync(file);
  const place = lookUp(path);
  return place !== undefined && isPlace(place) ? bytesAt(place) : undefined;
}

/** The content of a file that has to be there. */
export function readFile(file: string): Buffer {
  const content = fileAt(file);
  if (content === undefined) throw new Error(`${file} is missing`);
  return content;
}

/** The SHA-256 of a lock in the packed file, which need not be read for that. */
export function packedHash(file: string): string | undefined {
  const path = packedPath(file);
  const place = path === undefined ? undefined : lookUp(path);
  return place !== undefined && isPlace(place) ? place[2] : undefined;
}
