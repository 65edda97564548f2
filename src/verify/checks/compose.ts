import type { Finding, Inspected, Repo, TreeCheck } from '../check.ts';
import { isDockerfile } from '../dockerfile.ts';
import { matchesOf, nameOf } from '../text.ts';
import { documentsOf, listOf, objectOf, textOf, type Data, type DataObject } from '../yaml-source.ts';

export const isCompose = (path: string): boolean => /^(docker-)?compose(\.[\w-]+)?\.ya?ml$/.test(nameOf(path));

export const compose: TreeCheck = {
  name: 'compose',
  description:
    'a service of a compose file has an image or a directory to build, and the services, networks, volumes and hosts that it names are there',
  scope: 'tree',
  reads: (path) => isCompose(path) || isDockerfile(path),
  run: (repo) => repo.files.filter(({ path }) => isCompose(path)).flatMap((file) => problemsOf(file, repo)),
};

const TOP = /^(name|version|services|networks|volumes|secrets|configs|include|x-.+)$/;

function problemsOf(file: Inspected, repo: Repo): readonly Finding[] {
  const model = objectOf(documentsOf(file)[0]);
  const services = objectOf(model['services']);
  const found = [
    ...Object.keys(model)
      .filter((key) => !TOP.test(key))
      .map((key) => `"${key}" is nothing that a compose file has`),
    ...Object.entries(services).flatMap(([name, service]) =>
      problemsOfService(objectOf(service), services, repo).map((problem) => `${name} ${problem}`),
    ),
    ...['networks', 'volumes'].flatMap((kind) => namesOf(kind, model, services)),
    ...hostsIn(file.text, services),
  ];
  return found.map((message) => ({ path: file.path, message }));
}

function problemsOfService(service: DataObject, services: DataObject, { has }: Repo): readonly string[] {
  const context = textOf(service['build']) || textOf(objectOf(service['build'])['context']);
  const missing = dependenciesOf(service).filter((name) => services[name] === undefined);
  return [
    ...(context === '' && service['image'] === undefined ? ['has neither an image nor a directory to build'] : []),
    ...(context === '' || has(`${context.replace(/^\.\//, '')}/Dockerfile`)
      ? []
      : [`is built from ${context}, which has no Dockerfile`]),
    ...missing.map((name) => `waits for ${name}, which is no service`),
    ...listOf(service['ports'])
      .filter(
        (port) => typeof port === 'string' && !/^([\d.]+:)?(\$\{\w+:?-?\d*\}|\d+)(:\d+)?(\/(tcp|udp))?$/.test(port),
      )
      .map((port) => `publishes ${textOf(port)}, which is no port`),
  ];
}

const dependenciesOf = (service: DataObject): readonly string[] =>
  Array.isArray(service['depends_on'])
    ? listOf(service['depends_on']).map(textOf)
    : Object.keys(objectOf(service['depends_on']));

/** Networks or volumes that services name and nobody declares, and the other way round. */
function namesOf(kind: string, model: DataObject, services: DataObject): readonly string[] {
  const declared = new Set([...Object.keys(objectOf(model[kind])), ...(kind === 'networks' ? ['default'] : [])]);
  const used = new Set(
    Object.values(services).flatMap((service) =>
      usedIn(objectOf(service)[kind]).map((each) => each.split(':')[0] ?? ''),
    ),
  );
  const named = [...used].filter((name) => /^[\w-]+$/.test(name));
  return [
    ...named.filter((name) => !declared.has(name)).map((name) => `names ${name}, which is not among its ${kind}`),
    ...[...declared]
      .filter((name) => name !== 'default' && !used.has(name))
      .map((name) => `declares ${name} among its ${kind}, and nothing uses it`),
  ];
}

const usedIn = (value: Data): readonly string[] =>
  Array.isArray(value)
    ? listOf(value).map((each) => textOf(each) || textOf(objectOf(each)['source']))
    : Object.keys(objectOf(value));

/** Hosts within addresses are services, unless they are known outside. */
const hostsIn = (text: string, services: DataObject): readonly string[] =>
  matchesOf(text, /^[^#\n]*\b[a-z+]+:\/\/(?:[^@\s"'/]*@)?([a-z][\w-]*):\d+/gm)
    .map(({ groups: [, host = ''] }) => host)
    .filter((host) => host !== 'localhost' && services[host] === undefined)
    .map((host) => `reaches for ${host}, which is no service`);
