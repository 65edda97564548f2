import { existsSync, openSync, readSync } from 'node:fs';
import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The package's own templates; the built CLI and the source both lie one level below the package. */
export const TEMPLATES = fileURLToPath(new URL('../templates', import.meta.url));

/**
 * Where a file's bytes begin in the packed file and where they end, from where its kind begins. Of a lock the SHA-256 stands there too; FOLDER
 * marks the index of a layer.
 */
export type Place = readonly [begin: number, end: number, note?: string];

/** A directory of the packed file, its names in alphabetical order. */
export interface Folder {
  [name: string]: Folder | Place;
}

/** As JSON, which is parsed when the layer is first asked for: a scaffold needs a few of them, and `--help` none. */
const FOLDER = 'folder';

/** Beside the bundle, written by scripts/build/pack-templates.mjs; the source has none and reads the directory. */
const FILE = fileURLToPath(new URL('./templates.bin', import.meta.url));

/** The file: two lengths; the index, of that many bytes; what is read at once, of that many; the locks, which hardly any scaffold needs. */
interface Packed {
  readonly root: Folder;
  common(): Buffer;
  lock(begin: number, end: number): Buffer;
}

let opened: Packed | false | undefined;
const packed = (): Packed | false => (opened ??= existsSync(FILE) && open());

function open(): Packed {
  const file = openSync(FILE, 'r');
  const read = (begin: number, length: number): Buffer => {
    const bytes = Buffer.allocUnsafeSlow(length);
    readSync(file, bytes, 0, length, begin);
    return bytes;
  };
  const lengths = read(0, 8);
  const start = 8 + lengths.readUInt32LE(0);
  const size = lengths.readUInt32LE(4);
  let common: Buffer | undefined;
  return {
    root: JSON.parse(read(8, start - 8).toString()) as Folder,
    common: () => (common ??= read(start, size)),
    lock: (begin, end) => read(start + size + begin, end - begin),
  };
}

/** The path below templates/, with forward slashes, of what the packed file answers for; nothing for any other path. */
export function packedPath(path: string): string | undefined {
  if (!path.startsWith(TEMPLATES + sep) || packed() === false) return undefined;
  const below = path.slice(TEMPLATES.length + 1);
  return sep === '/' ? below : below.replaceAll(sep, '/');
}

/** What the packed file has at a path that it answers for. */
export function lookUp(path: string): Folder | Place | undefined {
  let found: Folder | Place | undefined = (packed() || undefined)?.root;
  for (const name of path.split('/')) {
    if (found === undefined || isPlace(found)) return undefined;
    found = unfolded(found, name);
  }
  return found;
}

function unfolded(folder: Folder, name: string): Folder | Place | undefined {
  const found = folder[name];
  if (found === undefined || !isPlace(found) || found[2] !== FOLDER) return found;
  return (folder[name] = JSON.parse(bytesAt(found).toString()) as Folder);
}

export const isPlace = (found: Folder | Place): found is Place => Array.isArray(found);

export const isFolder = (found: Folder | Place): boolean => !isPlace(found) || found[2] === FOLDER;

/** A file's bytes. */
export function bytesAt([begin, end, note]: Place): Buffer {
  const file = packed();
  if (file === false) throw new Error('nothing is packed');
  return note === undefined || note === FOLDER ? file.common().subarray(begin, end) : file.lock(begin, end);
}
