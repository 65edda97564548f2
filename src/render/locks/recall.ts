import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sha256 } from '../../hash.ts';

/**
 * Answers a question about a lock. Pruning takes longer than all else in a scaffold, so what the offered stacks ask is answered when the
 * package is built (scripts/build/known-locks.mjs). The key is a hash of everything that the answer follows from: an old answer can't be taken
 * for a new question's.
 */
export type Recall = <Answer>(key: string, workOut: () => Answer) => Answer;

/** A superset as the layers keep it, with the hash of it that keys begin with. */
export interface Superset {
  readonly text: string;
  readonly hash: string;
}

export const supersetOf = (content: Buffer): Superset => ({ text: content.toString(), hash: sha256(content) });

/** The key of a question about a superset. */
export const keyOf = ({ hash }: Superset, question: unknown): string => sha256(hash + JSON.stringify(question));

/** Answers from a folder with one file for each, named by its key; works out what is not there. */
export const recallFrom =
  (folder: string): Recall =>
  <Answer>(key: string, workOut: () => Answer) => {
    const path = join(folder, `${key}.json`);
    return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Answer) : workOut();
  };

/** The answers in the published package, beside the bundle; the source has none. */
export const shipped = recallFrom(fileURLToPath(new URL('./known-locks', import.meta.url)));
