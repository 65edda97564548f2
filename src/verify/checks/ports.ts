import type { Finding, Inspected, Repo, TreeCheck } from '../check.ts';
import { instructionsOf, isDockerfile } from '../dockerfile.ts';
import { PARTS, partsIn, type ListedPart } from '../part-list.ts';
import { matchesOf, nameOf } from '../text.ts';
import { documentsOf, listOf, objectOf, textOf } from '../yaml-source.ts';
import { isCompose } from './compose.ts';

export const ports: TreeCheck = {
  name: 'ports',
  description: 'a part has one port: in scripts/parts.json, .env.example, its image, the compose file and the README',
  scope: 'tree',
  reads: (path) =>
    path === PARTS || path === 'README.md' || nameOf(path) === '.env.example' || isDockerfile(path) || isCompose(path),
  run: (repo) => [
    ...partsIn(repo).flatMap((part) => ofPart(part, repo)),
    ...repo.files.filter(({ path }) => isCompose(path)).flatMap((file) => inCompose(file, repo)),
    ...inReadme(repo),
  ],
};

function ofPart({ name, directory, port }: ListedPart, repo: Repo): readonly Finding[] {
  const settings = repo.file(`${directory}/.env.example`);
  const [, value] = new RegExp(`^${port.variable}=(.*)$`, 'm').exec(settings?.text ?? '') ?? [];
  const exposed = exposedBy(`${directory}/Dockerfile`, repo);
  // A service's image listens where the service does; the page's has a server of its own.
  const differs = value !== undefined && exposed !== undefined && exposed !== port.default;
  return [
    ...(value === undefined || value === port.default
      ? []
      : [
          {
            path: `${directory}/.env.example`,
            message: `${port.variable} is ${value}, and ${port.default} in ${PARTS}`,
          },
        ]),
    ...(differs
      ? [
          {
            path: `${directory}/Dockerfile`,
            message: `${name} listens on ${port.default}, its image exposes ${exposed}`,
          },
        ]
      : []),
    ...portVariable(`${directory}/Dockerfile`, exposed, repo),
  ];
}

function exposedBy(path: string, repo: Repo): string | undefined {
  const file = repo.file(path);
  return file && instructionsOf(file.text).findLast(({ keyword }) => keyword === 'EXPOSE')?.words;
}

function portVariable(path: string, exposed: string | undefined, repo: Repo): readonly Finding[] {
  const [, port] = /^ENV\b.*\bPORT=(\d+)/m.exec(repo.file(path)?.text ?? '') ?? [];
  return port === undefined || port === exposed
    ? []
    : [{ path, message: `listens on ${port} and exposes ${exposed ?? 'nothing'}` }];
}

function inCompose(file: Inspected, repo: Repo): readonly Finding[] {
  const services = objectOf(objectOf(documentsOf(file)[0])['services']);
  const exposed = Object.fromEntries(
    Object.entries(services).map(([name, service]) => [
      name,
      exposedBy(`${directoryIn(textOf(objectOf(service)['build']))}Dockerfile`, repo),
    ]),
  );
  const found = [
    ...Object.entries(services).flatMap(([name, service]) => listens(name, objectOf(service), exposed[name])),
    ...matchesOf(file.text, /^[^#\n]*:\/\/(?:[^@\s"'/]*@)?([a-z][\w-]*):(\d+)/gm)
      .filter(({ groups: [, host = '', port] }) => exposed[host] !== undefined && exposed[host] !== port)
      .map(({ groups: [, host, port] }) => `reaches for ${host} on ${port}, where nothing listens`),
  ];
  return found.map((message) => ({ path: file.path, message }));
}

const directoryIn = (build: string): string => (build === '' || build === '.' ? '' : `${build.replace(/^\.\//, '')}/`);

function listens(
  name: string,
  service: Readonly<Record<string, unknown>>,
  exposed: string | undefined,
): readonly string[] {
  if (exposed === undefined) return [];
  const environment = objectOf(service['environment'] as never);
  const published = listOf(service['ports'] as never).map((port) => textOf(port).split(':').at(-1) ?? '');
  return [
    ...published
      .filter((port) => port !== exposed)
      .map((port) => `${name} publishes ${port}, its image exposes ${exposed}`),
    ...[textOf(environment['PORT'])]
      .filter((port) => port !== '' && port !== exposed)
      .map((port) => `${name} listens on ${port}, its image exposes ${exposed}`),
  ];
}

/** Addresses of this machine are those of a part, or published by the compose file. */
function inReadme(repo: Repo): readonly Finding[] {
  const readme = repo.file('README.md');
  if (readme === undefined) return [];
  const published = repo.files
    .filter(({ path }) => isCompose(path))
    .flatMap(({ text }) => matchesOf(text, /\$\{\w+:-(\d+)\}/g).map(({ groups: [, port = ''] }) => port));
  const known = new Set([...partsIn(repo).map(({ port }) => port.default), ...published]);
  return matchesOf(readme.text, /\blocalhost:(\d+)/g)
    .filter(({ groups: [, port = ''] }) => !known.has(port))
    .map(({ groups: [, port], line }) => ({ path: readme.path, line, message: `port ${port} is nobody’s` }));
}
