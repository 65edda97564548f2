import type { Finding, Inspected, Repo, TreeCheck } from '../check.ts';
import { instructionsOf, isDockerfile, wordsOf } from '../dockerfile.ts';
import { directoryOf, nameOf, resolvedFrom } from '../text.ts';

export const sources: TreeCheck = {
  name: 'sources',
  description:
    'what an image copies is in its directory and not kept out by .dockerignore, which keeps out `.env` and what was installed',
  scope: 'tree',
  reads: (path) => isDockerfile(path) || nameOf(path) === '.dockerignore',
  run: (repo) =>
    repo.files
      .filter(({ path }) => isDockerfile(path))
      .flatMap((file) => [...copiesOf(file, repo), ...ignoredBy(file, repo)]),
};

function copiesOf({ path, text }: Inspected, repo: Repo): readonly Finding[] {
  const directory = directoryOf(path);
  const kept = linesOf(repo.file(`${directory}/.dockerignore`));
  return instructionsOf(text)
    .filter((each) => /^(COPY|ADD)$/.test(each.keyword) && wordsOf(each).flags['from'] === undefined)
    .flatMap((each) =>
      wordsOf(each)
        .rest.slice(0, -1)
        .filter((word) => !/[*?[]|^https?:/.test(word))
        .flatMap((word) => {
          const target = resolvedFrom(directory, word);
          const name = word.replace(/^\.\/|\/$/g, '');
          if (target === undefined || !(target === directory || repo.has(target)))
            return [{ path, line: each.line, message: `copies ${word}, which is not there` }];
          if (!kept.some((line) => line.replace(/\/$/, '') === name)) return [];
          return [{ path, line: each.line, message: `copies ${word}, which .dockerignore keeps out` }];
        }),
    );
}

const linesOf = (file: Inspected | undefined): readonly string[] =>
  (file?.text ?? '').split('\n').filter((line) => line !== '' && !line.startsWith('#'));

function ignoredBy({ path }: Inspected, repo: Repo): readonly Finding[] {
  const directory = directoryOf(path);
  const file = repo.file(`${directory}/.dockerignore`);
  if (file === undefined) return [{ path, message: 'has no .dockerignore beside it' }];
  const wanted = ['.env', repo.has(`${directory}/package.json`) ? 'node_modules' : '.venv'];
  const kept = new Set(linesOf(file).map((line) => line.replace(/\/$/, '')));
  return wanted
    .filter((name) => !kept.has(name))
    .map((name) => ({ path: file.path, message: `lets ${name} into the image` }));
}
