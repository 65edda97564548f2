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

/** The manifest with some of its dependencies; no field is left empty, as no layer has an empty one. */
export function subManifest(manifest: PackageJson, seed: number): PackageJson {
  const { dependencies, devDependencies, ...rest } = manifest;
  return {
    ...rest,
    ...some('dependencies', dependencies, seed),
    ...some('devDependencies', devDependencies, seed + 1000),
  };
}

function some(field: string, ranges: Ranges | undefined, seed: number): Readonly<Record<string, Ranges>> {
  const kept = subsetOf(Object.entries(ranges ?? {}), seed);
  return kept.length === 0 ? {} : { [field]: Object.fromEntries(kept) };
}

/** 1 up to `count`. */
export const seeds = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);
