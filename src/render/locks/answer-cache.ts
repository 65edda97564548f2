import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fileAt, packedHash } from '../../layer-files.ts';
import { sha256 } from '../../hash.ts';

/**
 * Answers with the text of a lock. Pruning takes longer than all else in a scaffold, so the texts of the offered stacks are worked out when the
 * package is built (scripts/build/prebuilt-locks.mjs). The key is a hash of everything that a text follows from: an old text can't be taken
 * for a new one.
 */
export type Recall = (key: string, workOut: () => string, superset: Superset) => string | Buffer;

/** A superset as the layers keep it, read only where it is needed, with the hash of it that keys begin with. */
export interface Superset {
  readonly hash: string;
  readonly content: Buffer;
}

/** The superset in a file; nothing where there is none. */
export function supersetAt(path: string): Superset | undefined {
  const hash = packedHash(path);
  if (hash === undefined) return supersetOf(fileAt(path));
  return {
    hash,
    get content() {
      return fileAt(path) ?? Buffer.alloc(0);
    },
  };
}

const supersetOf = (content: Buffer | undefined): Superset | undefined => content && { content, hash: sha256(content) };

/** The key of what a superset becomes for a manifest, as it is written, and a group of its requirements. */
export const keyOf = ({ hash }: Superset, manifest: string, group = ''): string =>
  sha256(`${hash} ${group} ${manifest}`);

/** A prebuilt text: what stands between two places of another one (a file beside the index, or the superset), and what doesn't stand there. */
export interface Prebuilt {
  readonly base?: string;
  readonly pieces: readonly (string | readonly [from: number, to: number])[];
}

/** Texts from a folder that scripts/build/prebuilt-locks.mjs has written; works out what is not there. */
export function recallFrom(folder: string): Recall {
  let known: Readonly<Record<string, Prebuilt>> | undefined;
  return (key, workOut, superset) => {
    known ??= indexIn(folder);
    const prebuilt = known[key];
    if (prebuilt === undefined) return workOut();
    const base = prebuilt.base === undefined ? superset.content : readFileSync(join(folder, prebuilt.base));
    return textOf(prebuilt, base);
  };
}

/** Name of the file that has each prebuilt text by its key. */
export const INDEX = 'index.json';

function indexIn(folder: string): Readonly<Record<string, Prebuilt>> {
  const path = join(folder, INDEX);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, Prebuilt>) : {};
}

const textOf = ({ pieces }: Prebuilt, base: Buffer): Buffer =>
  Buffer.concat(pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : base.subarray(...piece))));

/** The texts in the published package, beside the bundle; the source has none. */
export const shipped = recallFrom(fileURLToPath(new URL('./prebuilt-locks', import.meta.url)));
