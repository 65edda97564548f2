import { QUESTIONS, type Answers } from './options.ts';
import { fileOf, hashes, type TreeFile, type Tree } from './tree.ts';

/** Name of the file that records what was asked and what was written. */
export const RECORD = '.technokaizen.json';

/** Where the repository lies and what is done after writing say nothing about its content. */
const PLACE = new Set<string>(['directory', 'git', 'install']);

/** The answers that a repository is rendered from. */
export const lasting = (answers: Answers): object =>
  Object.fromEntries(QUESTIONS.filter(({ key }) => !PLACE.has(key)).map(({ key }) => [key, answers[key]]));

/** Version, answers and the sha256 of every file that is no secret: enough to render the same again, and to see what was changed since. */
export function recordOf(version: string, answers: Answers, tree: Tree): TreeFile {
  return fileOf(`${JSON.stringify({ version, answers: lasting(answers), files: hashes(tree) }, null, 2)}\n`);
}
