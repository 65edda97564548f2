/** Marks of a lock entry: why npm may leave a package out. */
export type Flag = 'dev' | 'optional' | 'devOptional' | 'peer';

type Entry = Readonly<Record<string, unknown>>;

const FLAGS: readonly string[] = ['dev', 'optional', 'devOptional', 'peer', 'extraneous'] satisfies (
  Flag | 'extraneous'
)[];

/** The entry with these flags in place of its own, in the order in which npm writes keys. */
export function entryOf(entry: Entry, flags: ReadonlySet<Flag>): Entry {
  const now = written(flags);
  const before = FLAGS.filter((flag) => entry[flag] === true);
  if (before.length === now.length && before.every((flag) => now.some((each) => each === flag))) return entry;
  const bare = Object.entries(entry).filter(([key]) => !FLAGS.includes(key));
  return keyOrder(Object.fromEntries([...bare, ...now.map((flag) => [flag, true] as const)]));
}

// `devOptional` says "either of the two": next to one of them it is left out.
const written = (flags: ReadonlySet<Flag>): readonly Flag[] =>
  [...flags].filter((flag) => flag !== 'devOptional' || !(flags.has('dev') || flags.has('optional')));

// json-stringify-nice, with npm's preferred keys: scalars and lists first, objects last.
const FIRST = ['name', 'version', 'lockfileVersion', 'resolved', 'integrity', 'requires', 'packages', 'dependencies'];
const collator = new Intl.Collator('en');

/** The same object with its keys, and those of the objects in it, in npm's order. */
export function keyOrder(entry: Entry): Entry {
  const sorted = Object.entries(entry).sort(
    ([a, x], [b, y]) => Number(isObject(x)) - Number(isObject(y)) || rank(a) - rank(b) || collator.compare(a, b),
  );
  return Object.fromEntries(sorted.map(([key, value]) => [key, isObject(value) ? keyOrder(value) : value]));
}

const isObject = (value: unknown): value is Entry =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const rank = (key: string): number => (FIRST.includes(key) ? FIRST.indexOf(key) : FIRST.length);
