import { QUESTIONS, type Answers } from './options.ts';
import type { Decision } from './recommend/decision.ts';
import { fileOf, hashes, type TreeFile, type Tree } from './tree.ts';

/** Name of the file that records what was asked and what was written. */
export const RECORD = '.technokaizen.json';

/** Where the repository lies and what is done after writing say nothing about its content. */
const PLACE = new Set<string>(['directory', 'git', 'install']);

/** The answers that a repository is rendered from. */
export const lasting = (answers: Answers): object =>
  Object.fromEntries(QUESTIONS.filter(({ key }) => !PLACE.has(key)).map(({ key }) => [key, answers[key]]));

/**
 * Version, answers, how the backend was decided on, and the sha256 of every file that is no secret: enough to render the same again, and to
 * see what was changed since.
 */
export function recordOf(version: string, answers: Answers, decision: Decision, tree: Tree): TreeFile {
  const record: Readonly<Record<string, unknown>> = {
    version,
    answers: lasting(answers),
    decision,
    files: hashes(tree),
  };
  return fileOf(`${JSON.stringify(record, null, 2)}\n`);
}

/** The record of a repository, read again. */
export interface RepositoryRecord {
  readonly version: string;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly decision?: Pick<Decision, 'recommended' | 'ranking'>;
}

/** Whether what a file holds is a repository's record, and no file of answers. */
export const isRecord = (value: object): value is RepositoryRecord =>
  'version' in value && 'files' in value && 'answers' in value && typeof value.answers === 'object';
