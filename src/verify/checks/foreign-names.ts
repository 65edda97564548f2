import type { Inspected, TreeCheck } from '../check.ts';
import { isLock, isRecord } from '../files.ts';
import { matchesOf } from '../text.ts';

/** Where other choices are weighed, they are named. */
const weighs = (path: string): boolean => path.startsWith('docs/adr/') || isRecord(path);

export const foreignNames: TreeCheck = {
  name: 'foreign-names',
  description: 'no file names a choice that the stack does not have',
  scope: 'tree',
  asksForChoices: true,
  reads: (path) => !isLock(path) && !weighs(path),
  run: ({ files, choices: { all, chosen } }) =>
    files.flatMap((file) =>
      named(file, all)
        .filter(({ word }) => !chosen.has(word))
        .map(({ word, line }) => ({ path: file.path, line, message: `names ${word}` })),
    ),
};

interface Named {
  readonly word: string;
  readonly line: number;
}

const known = new Map<string, readonly Named[]>();

/** The choices that a file names, each where it stands first. */
function named({ hash, text }: Inspected, all: readonly string[]): readonly Named[] {
  const found = known.get(hash) ?? search(text, all);
  known.set(hash, found);
  return found;
}

/** Addresses, and the names of modules and images that begin with a host. */
const URL = /(?:https?:\/\/|(?<![\w.-])(?:[\w-]+\.)+(?:com|dev|io|org)\/)[^\s"'<>)]+/g;

function search(text: string, all: readonly string[]): readonly Named[] {
  const words = all.map((word) => word.replaceAll('.', String.raw`\.`));
  const pattern = new RegExp(String.raw`(?<![\w.@/-])(?:${words.join('|')})(?![\w/-])`, 'gi');
  // Addresses stay as long as they were, so that lines keep their numbers.
  const plain = text.replaceAll(URL, (url) => ' '.repeat(url.length));
  const found = matchesOf(plain, pattern).map(({ groups: [word = ''], line }) => ({ word: word.toLowerCase(), line }));
  return [...new Map(found.reverse().map((each) => [each.word, each])).values()];
}
