import type { PackageJson } from '../../../src/render/locks/npm.ts';

/** Numbers between 0 and 1, always the same ones for a seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Some of `values`: few for some seeds, most for others. */
export function subsetOf<Value>(values: readonly Value[], seed: number): readonly Value[] {
  const random = randomNumbers(seed);
  const share = random();
  return values.filter(() => random() < share);
}

type Ranges = Readonly<Record<string, string>>;

/** The manifest with some of its dependencies. */
export function subManifest(manifest: PackageJson, seed: number): PackageJson {
  const some = (ranges: Ranges | undefined, salt: number): Ranges =>
    Object.fromEntries(subsetOf(Object.entries(ranges ?? {}), seed + salt));
  const { dependencies, devDependencies } = manifest;
  return { ...manifest, dependencies: some(dependencies, 0), devDependencies: some(devDependencies, 1000) };
}

/** 1 up to `count`. */
export const seeds = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);
