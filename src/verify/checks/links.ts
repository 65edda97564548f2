import type { Finding, Inspected, Repo, TreeCheck } from '../check.ts';
import { directoryOf, matchesOf, nameOf, resolvedFrom } from '../text.ts';

export const links: TreeCheck = {
  name: 'links',
  description: 'the files that documents name are there: links, and paths in code spans and in lists of files',
  scope: 'tree',
  reads: (path) => path.endsWith('.md'),
  run: (repo) => repo.files.flatMap((file) => [...linksIn(file, repo), ...pathsIn(file, repo)]),
};

const LINK = /\]\(([^)\s#]+)(?:#[^)]*)?\)/g;
const SPAN = /`([^`\n]+)`/g;
const LISTED = /^ {4}([\w.-]+(?:\/[\w.-]+)*\/?)(?:, [\w./-]+)* {2,}\S/gm;
/** A path, and neither a media type nor a package. */
const PATH = /^(?:\.{1,2}\/)?[\w.-]+(?:\/[\w.-]+)*\/?$/;
const FILE = /\.(py|[cm]?[jt]sx?|json|toml|ya?ml|md|css|html|sh|ini|conf|svg)$/;
/** Made on the machine, and ignored by git. */
const MADE = /(^|\/)(dist|node_modules|\.venv|coverage|\.env|[\w-]+\.(db|pyc))(\/|$)/;

function linksIn({ path, text }: Inspected, { has }: Repo): readonly Finding[] {
  return matchesOf(text, LINK)
    .filter(({ groups: [, target = ''] }) => !/^[a-z]+:/i.test(target))
    .filter(({ groups: [, target = ''] }) => !has(resolvedFrom(directoryOf(path), target) ?? '…'))
    .map(({ groups: [, target], line }) => ({ path, line, message: `leads to ${target}, which is not there` }));
}

function pathsIn({ path, text }: Inspected, repo: Repo): readonly Finding[] {
  return [SPAN, LISTED].flatMap((pattern) =>
    matchesOf(text, pattern)
      .map(({ groups: [, word = ''], line }) => ({ word, line }))
      .filter(({ word }) => PATH.test(word) && (FILE.test(word) || /^[\w.-]+\/([\w.-]+\/)*$/.test(word)))
      .filter(({ word }) => !MADE.test(word) && !isThere(word.replace(/\/$/, ''), directoryOf(path), repo))
      .map(({ word, line }) => ({ path, line, message: `names ${word}, which is not there` })),
  );
}

/** From the document's own directory or from the root; a bare name may lie anywhere below. */
function isThere(word: string, directory: string, { has, paths }: Repo): boolean {
  if (has(resolvedFrom(directory, word) ?? '…') || has(word)) return true;
  if (word.includes('/')) return false;
  return paths.some((path) => nameOf(path) === word && path.startsWith(directory));
}
