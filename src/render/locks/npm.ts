import { entryOf, keyOrder, type Flag } from './npm-entry.ts';
import { edgesOf, type Edge, type EdgeKind, type PackageJson } from './npm-edges.ts';

export type { PackageJson } from './npm-edges.ts';

/** What npm records of one package; everything that this module doesn't change is kept as npm wrote it. */
export type LockEntry = Readonly<Record<string, unknown>>;

/** A `package-lock.json` of npm 7 and later. Keys of `packages` are directories; `''` is the project itself. */
export interface PackageLock {
  readonly name?: string;
  readonly version?: string;
  readonly lockfileVersion: number;
  readonly requires: boolean;
  readonly packages: Readonly<Record<string, LockEntry>>;
}

/** The text of the `package-lock.json` that a package.json has, cut from a superset's. */
export const npmLockText = (superset: string, manifest: string): string =>
  `${JSON.stringify(pruneNpmLock(JSON.parse(superset) as PackageLock, JSON.parse(manifest) as PackageJson), null, 2)}\n`;

/**
 * The lock of `manifest`, cut from one that holds more: what can be reached stays where the superset has it, with npm's flags computed again.
 * Throws where the superset holds too little or was made for other version ranges.
 */
export function pruneNpmLock(superset: PackageLock, manifest: PackageJson): PackageLock {
  checkRanges(superset, manifest);
  const links = reach(superset.packages, manifest);
  const flags = flagsOf(links);
  const kept = Object.entries(superset.packages).filter(([path]) => path !== '' && links.has(path));
  const project = projectAlone(manifest, superset);
  const packages = kept.map(([path, entry]) => [path, entryOf(entry, flags.get(path) ?? new Set())] as const);
  return { ...project, packages: { ...project.packages, ...Object.fromEntries(packages) } };
}

/** A lock that says of the project what npm says, and holds no package. */
function projectAlone(manifest: PackageJson, format: Omit<PackageLock, 'packages'>): PackageLock {
  const { name, version } = manifest;
  return {
    ...(name === undefined ? {} : { name }),
    ...(version === undefined ? {} : { version }),
    lockfileVersion: format.lockfileVersion,
    requires: format.requires,
    packages: { '': rootEntry(manifest) },
  };
}

const ROOT_KEYS = [
  ...['version', 'dependencies', 'peerDependencies', 'peerDependenciesMeta', 'optionalDependencies', 'funding'],
  ...['engines', 'os', 'cpu', 'libc', 'license', 'bin', 'workspaces', 'name', 'devDependencies'],
];

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === '' ||
  (typeof value === 'object' && value !== null && Object.keys(value).length === 0);

const rootEntry = (manifest: PackageJson): LockEntry =>
  keyOrder(
    Object.fromEntries(Object.entries(manifest).filter(([key, value]) => ROOT_KEYS.includes(key) && !isEmpty(value))),
  );

/** `npm ci` refuses a lock whose ranges aren't the manifest's: say so here, where it can be fixed. */
function checkRanges(superset: PackageLock, manifest: PackageJson): void {
  const locked = new Map(edgesOf(superset.packages[''] ?? {}, true).map((edge) => [edge.name, edge.range]));
  for (const { name, range } of edgesOf(manifest, true)) {
    const known = locked.get(name);
    if (known === range) continue;
    const found = known === undefined ? 'without it' : `for ${known}`;
    throw new Error(
      `${manifest.name ?? 'package.json'} asks for ${name} ${range}, and the lock was made ${found}: npm run locks`,
    );
  }
}

interface Link {
  readonly to: string;
  readonly kind: EdgeKind;
}

/** Everything that can be reached, by path, with where its edges lead. */
function reach(packages: PackageLock['packages'], manifest: PackageJson): ReadonlyMap<string, readonly Link[]> {
  const edges = new Map<string, readonly Edge[]>([['', edgesOf(manifest, true)]]);
  // A map visits what is added while it is walked. A nested entry is only ever found from below its parent, so parents are there.
  for (const [path, own] of edges) {
    for (const edge of own.filter(({ kind }) => kind !== 'peerOptional')) {
      const to = resolve(packages, path, edge.name);
      if (to === undefined)
        throw new Error(`the lock lacks ${edge.name} ${edge.range}, which ${path || 'the project'} needs`);
      if (!edges.has(to)) edges.set(to, edgesOf(packages[to] ?? {}, false));
    }
  }
  const isKept = (path: string | undefined): path is string => path !== undefined && edges.has(path);
  const linksOf = (path: string, own: readonly Edge[]): readonly Link[] =>
    own.flatMap(({ name, kind }) => {
      const to = resolve(packages, path, name);
      return isKept(to) ? [{ to, kind }] : [];
    });
  return new Map([...edges].map(([path, own]) => [path, linksOf(path, own)]));
}

/** Node's resolution: the nearest `node_modules` on the way up. */
function resolve(packages: PackageLock['packages'], from: string, name: string): string | undefined {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const path = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
    if (packages[path] !== undefined) return path;
    if (at === '') return undefined;
  }
}

/** npm's flags: all set at first, cleared along the edges until nothing changes (Arborist's calc-dep-flags). */
function flagsOf(links: ReadonlyMap<string, readonly Link[]>): ReadonlyMap<string, ReadonlySet<Flag>> {
  const flags = new Map([...links.keys()].map((path) => [path, new Set<Flag>(path === '' ? [] : ALL_FLAGS)]));
  const [queue, seen] = [[''], new Set([''])];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    const from = flags.get(path) ?? new Set<Flag>();
    for (const { to, kind } of links.get(path) ?? []) {
      if (clear(flags.get(to) ?? new Set<Flag>(), from, kind) || !seen.has(to)) queue.push(to);
      seen.add(to);
    }
  }
  return flags;
}

const ALL_FLAGS: readonly Flag[] = ['dev', 'optional', 'devOptional', 'peer'];

/** Whether an edge of a kind keeps a flag on what it leads to. */
const KEEPS: Readonly<Record<EdgeKind, readonly Flag[]>> = {
  prod: [],
  dev: ['dev', 'devOptional'],
  optional: ['optional', 'devOptional'],
  peer: ['peer'],
  peerOptional: ['peer', 'optional', 'devOptional'],
};

function clear(to: Set<Flag>, from: ReadonlySet<Flag>, kind: EdgeKind): boolean {
  const before = to.size;
  for (const flag of ALL_FLAGS) {
    // What only development and optional packages need together is neither alone.
    const inherited = from.has(flag) || (flag === 'devOptional' && (from.has('dev') || from.has('optional')));
    if (!inherited && !KEEPS[kind].includes(flag)) to.delete(flag);
  }
  return to.size < before;
}
