import type { Finding, Inspected, Repo, TreeCheck } from '../check.ts';
import { isDockerfile } from '../dockerfile.ts';
import { directoryOf, matchesOf, nameOf, resolvedFrom } from '../text.ts';
import { isYaml } from '../yaml-source.ts';

export const commands: TreeCheck = {
  name: 'commands',
  description:
    'npm scripts, and scripts that Node runs, are there wherever a file names one: documents, pipelines, images, other scripts',
  scope: 'tree',
  reads: (path) =>
    /(\.md|\.mjs|\.sh|(^|\/)package\.json|(^|\/)parts\.json)$/.test(path) || isYaml(path) || isDockerfile(path),
  run: (repo) => repo.files.flatMap((file) => [...npmScripts(file, repo), ...nodeScripts(file, repo)]),
};

const NPM = /\bnpm (?:(?:run|run-script) (?:--?[\w-]+ )*([a-z][\w:.-]*)|(test|start)\b)/g;
const NODE = /\bnode (?!-)((?:\{root\}\/|\.{1,2}\/)*[\w-]+(?:\/[\w.-]+)*\.[cm]?js)\b/g;

function npmScripts(file: Inspected, repo: Repo): readonly Finding[] {
  const { path, text } = file;
  const there = scriptsFor(path, repo);
  return matchesOf(text, NPM)
    .map(({ groups: [, script, verb], line }) => ({ name: (script ?? verb ?? '').replace(/[.:]+$/, ''), line }))
    .filter(({ name }) => !there.has(name))
    .map(({ name, line }) => ({ path, line, message: `runs the npm script ${name}, which is not there` }));
}

/** Of the package.json files above a file; a pipeline may change the directory, and a list of parts names them all. */
function scriptsFor(path: string, repo: Repo): ReadonlySet<string> {
  const manifests = repo.files.filter(({ path: each }) => nameOf(each) === 'package.json');
  const anywhere = isYaml(path) || nameOf(path) === 'parts.json';
  const above = manifests.filter((each) => `${directoryOf(path)}/`.startsWith(withSlash(directoryOf(each.path))));
  return new Set((anywhere ? manifests : above).flatMap(scriptsOf));
}

const withSlash = (directory: string): string => (directory === '' ? '' : `${directory}/`);

function scriptsOf({ text }: Inspected): readonly string[] {
  try {
    return Object.keys((JSON.parse(text) as { readonly scripts?: object }).scripts ?? {});
  } catch {
    return [];
  }
}

function nodeScripts({ path, text }: Inspected, repo: Repo): readonly Finding[] {
  if (isDockerfile(path) || path.endsWith('.mjs')) return [];
  return matchesOf(text, NODE)
    .map(({ groups: [, script = ''], line }) => ({ script, line }))
    .filter(
      ({ script }) =>
        !script.startsWith('dist/') && !placesFor(path, repo).some((place) => isFile(place, script, repo)),
    )
    .map(({ script, line }) => ({ path, line, message: `runs ${script}, which is not there` }));
}

const isFile = (place: string, script: string, { paths }: Repo): boolean =>
  paths.includes(resolvedFrom(place, script) ?? '');

/** Where a command of a file may be run: a list of parts and a pipeline name commands of every directory at the root. */
function placesFor(path: string, { paths }: Repo): readonly string[] {
  const anywhere = nameOf(path) === 'parts.json' || isYaml(path);
  const top = anywhere ? new Set(paths.map((each) => each.split('/', 1)[0] ?? '')) : [directoryOf(path)];
  return ['', ...top];
}
