/** The first version number in what a program said: `Docker version 29.1.3, build …` → `29.1.3`. */
export const versionIn = (text: string): string | undefined => /\d+(?:\.\d+)+|\b\d+\b/.exec(text)?.[0];

/** Whether a version is in one of these ranges: `>=20.19 <21`. */
export const isWithin = (version: string, ranges: readonly string[]): boolean =>
  ranges.some((range) => range.split(' ').every((bound) => keeps(version, bound)));

function keeps(version: string, bound: string): boolean {
  const [, sign, limit = ''] = /^(>=|<)([\d.]+)$/.exec(bound) ?? [];
  const order = compareVersions(version, limit);
  return sign === '<' ? order < 0 : order >= 0;
}

/** Negative, zero or positive as in a sort, number by number: `3.9` comes before `3.11`. */
export function compareVersions(a: string, b: string): number {
  const [x, y] = [a, b].map((text) => text.split('.').map(Number)) as [number[], number[]];
  const at = Array.from({ length: Math.max(x.length, y.length) }, (_, index) => (x[index] ?? 0) - (y[index] ?? 0));
  return at.find((difference) => difference !== 0) ?? 0;
}
