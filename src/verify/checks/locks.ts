import { parse } from 'smol-toml';
import { eachFile, perContent, type Finding, type Inspected, type Repo, type TreeCheck } from '../check.ts';
import { isLock } from '../files.ts';
import { directoryOf, matchesOf, nameOf } from '../text.ts';

export const locks: TreeCheck = {
  name: 'locks',
  description:
    'every package.json and pyproject.toml has lock files that hold what it asks for, with hashes, and no addresses to download from',
  scope: 'tree',
  reads: (path) => isLock(path) || /^(package\.json|pyproject\.toml)$/.test(nameOf(path)),
  run: (repo) => [
    ...addresses(
      repo.files.filter(({ path }) => isLock(path)),
      repo.choices,
    ),
    ...repo.files.flatMap((file) => {
      if (nameOf(file.path) === 'package.json') return ofNpm(file, repo);
      return nameOf(file.path) === 'pyproject.toml' ? ofPython(file, repo) : [];
    }),
  ],
};

const addressIn = perContent(
  ({ text }) => matchesOf(text, /"resolved": *"https?:|--(?:extra-)?index-url|^[^#\n]*@ https?:/gm)[0]?.line,
);

const addresses = eachFile((file) => {
  const line = addressIn(file);
  return line === undefined ? [] : [{ line, message: 'holds an address to download from' }];
});

type Wanted = Readonly<Record<string, Readonly<Record<string, string>> | undefined>>;
interface NpmLock {
  readonly packages?: Readonly<Record<string, Wanted | undefined>>;
}

const KINDS = ['dependencies', 'devDependencies'] as const;

/** What a lock says of the project, and the names that it has. */
const npmLock = perContent((file): { readonly project: Wanted; readonly names: ReadonlySet<string> } => {
  const { packages = {} } = jsonOf(file) as NpmLock;
  const top = Object.keys(packages).filter((path) => path.lastIndexOf('node_modules/') === 0);
  return { project: packages[''] ?? {}, names: new Set(top.map((path) => path.slice('node_modules/'.length))) };
});

function jsonOf({ text }: Inspected): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

function ofNpm(file: Inspected, repo: Repo): readonly Finding[] {
  const lock = repo.file(file.path.replace('package.json', 'package-lock.json'));
  if (lock === undefined) return [{ path: file.path, message: 'has no package-lock.json beside it' }];
  const manifest = jsonOf(file) as Wanted;
  const { project, names } = npmLock(lock);
  return KINDS.flatMap((kind) =>
    Object.entries(manifest[kind] ?? {}).flatMap(([name, version]) => {
      if (project[kind]?.[name] !== version) return [`was made for another version of ${name} than ${version}`];
      return names.has(name) ? [] : [`does not hold ${name}`];
    }),
  ).map((message) => ({ path: lock.path, message }));
}

const pinned = perContent(
  ({ text }): ReadonlyMap<string, boolean> =>
    new Map(
      text.split(/\n(?=[A-Za-z0-9])/).flatMap((entry) => {
        const [, name] = /^([A-Za-z0-9._-]+)==/.exec(entry) ?? [];
        return name === undefined ? [] : [[normal(name), entry.includes('--hash=sha256:')] as const];
      }),
    ),
);

const normal = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');

function ofPython(file: Inspected, repo: Repo): readonly Finding[] {
  const directory = directoryOf(file.path);
  const { runtime, dev } = requirementsOf(file);
  return [
    ...inLock(`${directory}/requirements.txt`, runtime, repo),
    ...inLock(`${directory}/requirements-dev.txt`, [...runtime, ...dev], repo),
  ];
}

function inLock(path: string, names: readonly string[], repo: Repo): readonly Finding[] {
  const lock = repo.file(path);
  if (lock === undefined) return [{ path, message: 'is not there' }];
  const pins = pinned(lock);
  return [
    ...names.filter((name) => !pins.has(name)).map((name) => ({ path, message: `does not hold ${name}` })),
    ...[...pins].filter(([, hashed]) => !hashed).map(([name]) => ({ path, message: `${name} has no hash` })),
  ];
}

const requirementsOf = perContent(
  ({ text }): { readonly runtime: readonly string[]; readonly dev: readonly string[] } => {
    try {
      const toml = parse(text) as {
        project?: { dependencies?: string[] };
        'dependency-groups'?: Record<string, string[]>;
      };
      const names = (list: readonly string[]): readonly string[] =>
        list.map((each) => normal(/^[A-Za-z0-9._-]+/.exec(each)?.[0] ?? each));
      return { runtime: names(toml.project?.dependencies ?? []), dev: names(toml['dependency-groups']?.['dev'] ?? []) };
    } catch {
      return { runtime: [], dev: [] };
    }
  },
);
