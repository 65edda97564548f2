import { isChartFile } from '../chart-source.ts';
import type { Finding, Inspected, Repo, TreeCheck } from '../check.ts';
import { isDockerfile } from '../dockerfile.ts';
import { directoryOf, matchesOf, nameOf } from '../text.ts';
import { documentsOf, isYaml, listOf, objectOf, objectsIn, textOf, type DataObject } from '../yaml-source.ts';
import { isCompose } from './compose.ts';

const isExample = (path: string): boolean => nameOf(path) === '.env.example';
/** Besides .env.example, where an image may name the variables that it takes. */
const names = (path: string): boolean => isDockerfile(path) || /\.(sh|template|conf)$/.test(path);

export const environment: TreeCheck = {
  name: 'environment',
  description:
    'variables that compose files and manifests set are those that .env.example, or the image itself, names; what they take from outside is in .env.example or the README, and so is the other way round',
  scope: 'tree',
  reads: (path) => isExample(path) || names(path) || isCompose(path) || path === 'README.md' || isManifest(path),
  run: (repo) => [
    ...repo.files
      .filter(({ path }) => isCompose(path))
      .flatMap((file) => [...setIn(file, repo), ...takenBy(file, repo)]),
    ...inManifests(repo),
    ...besideManifests(repo),
    ...inReadme(repo),
  ],
};

const isDeployed = (path: string): boolean => /(^|\/)(deploy|k8s|kubernetes|manifests)\//.test(path);
const isManifest = (path: string): boolean => isYaml(path) && isDeployed(path) && !isChartFile(path);

const variablesOf = (file: Inspected | undefined): readonly string[] =>
  matchesOf(file?.text ?? '', /^#? ?([A-Z][A-Z0-9_]*)=/gm).map(({ groups: [, name = ''] }) => name);

/** Whether a directory's own files know a variable. */
const isKnown = (name: string, directory: string, { files }: Repo): boolean =>
  files.some(
    (file) =>
      directoryOf(`${file.path}/`).startsWith(directory) &&
      (isExample(file.path)
        ? variablesOf(file).includes(name)
        : names(file.path) && new RegExp(String.raw`\b${name}\b`).test(file.text)),
  );

function setIn(file: Inspected, repo: Repo): readonly Finding[] {
  const services = objectOf(objectOf(documentsOf(file)[0])['services']);
  return Object.entries(services).flatMap(([name, service]) => {
    const build = textOf(objectOf(service)['build']);
    if (build === '') return [];
    return Object.keys(objectOf(objectOf(service)['environment']))
      .filter((variable) => !isKnown(variable, build, repo))
      .map((variable) => ({
        path: file.path,
        message: `${name} is given ${variable}, which nothing in ${build}/ reads`,
      }));
  });
}

/** `${NAME}` comes from `.env` beside the compose file; one with a default may be named in the README alone. */
function takenBy(file: Inspected, repo: Repo): readonly Finding[] {
  const example = repo.file('.env.example');
  const known = new Set(variablesOf(example));
  const readme = repo.file('README.md')?.text ?? '';
  const taken = matchesOf(file.text, /^[^#\n]*?\$\{(\w+)(:?[-?])?/gm);
  const all = new Set(matchesOf(file.text, /\$\{(\w+)/g).map(({ groups: [, name = ''] }) => name));
  return [
    ...taken
      .filter(
        ({ groups: [, name = '', operator = ''] }) =>
          !known.has(name) && !(operator.endsWith('-') && readme.includes(name)),
      )
      .map(({ groups: [, name], line }) => ({
        path: file.path,
        line,
        message: `takes ${name}, which .env.example does not name`,
      })),
    ...[...known]
      .filter((name) => !all.has(name))
      .map((name) => ({ path: '.env.example', message: `${name} is taken by nothing in ${file.path}` })),
  ];
}

function inManifests(repo: Repo): readonly Finding[] {
  return repo.files
    .filter(({ path }) => isManifest(path))
    .flatMap((file) =>
      documentsOf(file)
        .flatMap((document) => variablesIn(objectOf(document)))
        .filter((name) => !isKnown(name, '', repo))
        // One that the manifest itself puts into another one.
        .filter((name) => !file.text.includes(`$(${name})`))
        .map((name) => ({ path: file.path, message: `sets ${name}, which no .env.example names` })),
    );
}

/** What a secret is made of, in a `.env.example` beside manifests, is what some manifest takes. */
function besideManifests({ files }: Repo): readonly Finding[] {
  const taken = new Set(
    files
      .filter(({ path }) => isManifest(path))
      .flatMap(({ text }) => matchesOf(text, /^\s+key: (\w+)$/gm).map(({ groups: [, name] }) => name)),
  );
  return files
    .filter(({ path }) => isExample(path) && isDeployed(path))
    .flatMap((file) =>
      variablesOf(file)
        .filter((name) => !taken.has(name))
        .map((name) => ({ path: file.path, message: `no manifest takes ${name}` })),
    );
}

/** An image from elsewhere has a version in the manifest, and variables of its own; what the repository builds gets its version later. */
const isForeign = (image: string): boolean => /:v?\d|@sha256:/.test(image);

/** The variables of containers, and of ConfigMaps and Secrets whose keys look like some. */
function variablesIn(document: DataObject): readonly string[] {
  const containers = objectsIn(document)
    .filter((each) => !isForeign(textOf(each['image'])))
    .flatMap((each) => listOf(each['env']).map((variable) => textOf(objectOf(variable)['name'])));
  const maps = /^(ConfigMap|Secret)$/.test(textOf(document['kind']))
    ? [...Object.keys(objectOf(document['data'])), ...Object.keys(objectOf(document['stringData']))]
    : [];
  return [...containers, ...maps.filter((key) => /^[A-Z][A-Z0-9_]*$/.test(key))];
}

/** Each service's variables are in a table of the README, and no others. */
function inReadme(repo: Repo): readonly Finding[] {
  const readme = repo.file('README.md');
  if (readme === undefined) return [];
  const tables = matchesOf(readme.text, /^\| `([A-Z][A-Z0-9_]*)` \|/gm).map(({ groups: [, name = ''], line }) => ({
    name,
    line,
  }));
  const services = repo.files.filter(({ path }) => isExample(path) && !isDeployed(path) && path !== '.env.example');
  const declared = new Set(services.flatMap(variablesOf));
  if (declared.size === 0) return [];
  return [
    ...tables
      .filter(({ name }) => !declared.has(name))
      .map(({ name, line }) => ({ path: readme.path, line, message: `${name} is in no .env.example` })),
    ...[...declared]
      .filter((name) => !tables.some((each) => each.name === name))
      .map((name) => ({ path: readme.path, message: `${name} of .env.example is not in its table` })),
  ];
}
