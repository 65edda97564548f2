/** How a package asks for another; the names are npm's. */
export type EdgeKind = 'prod' | 'dev' | 'optional' | 'peer' | 'peerOptional';

export interface Edge {
  readonly name: string;
  readonly range: string;
  readonly kind: EdgeKind;
}

type Ranges = Readonly<Record<string, string>>;

interface Dependent {
  readonly dependencies?: Ranges;
  readonly devDependencies?: Ranges;
  readonly optionalDependencies?: Ranges;
  readonly peerDependencies?: Ranges;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

/** What counts of a `package.json`; any other key may be there too. */
export interface PackageJson extends Dependent {
  readonly name?: string;
  readonly version?: string;
  readonly [key: string]: unknown;
}

/** One edge for each name that a package asks for; a later kind replaces an earlier one, as in npm. */
export function edgesOf(dependent: Dependent, isRoot: boolean): readonly Edge[] {
  const meta = dependent.peerDependenciesMeta ?? {};
  const peers = edges(dependent.peerDependencies, 'peer').map((edge): Edge =>
    meta[edge.name]?.optional === true ? { ...edge, kind: 'peerOptional' } : edge,
  );
  const all = [
    ...peers,
    ...edges(dependent.dependencies, 'prod'),
    ...edges(dependent.optionalDependencies, 'optional'),
    ...(isRoot ? edges(dependent.devDependencies, 'dev') : []),
  ];
  return [...new Map(all.map((edge) => [edge.name, edge])).values()];
}

const edges = (ranges: Ranges | undefined, kind: EdgeKind): readonly Edge[] =>
  Object.entries(ranges ?? {}).map(([name, range]) => ({ name, range, kind }));
