import { complete } from '../answers.ts';
import type { Catalog } from '../catalog.ts';
import { coverage, coveringRows } from '../covering.ts';
import { wrongUsage } from '../errors.ts';
import type { Given } from '../options.ts';
import { withAdvice } from '../recommend/presets.ts';
import { combinationOf, combinationsOf, type Combination } from './stacks.ts';

/** Which stacks a run is about. */
export interface Selecting {
  readonly all?: boolean;
  readonly pairs?: boolean;
  readonly shard?: Shard | undefined;
}

export interface Shard {
  readonly index: number;
  readonly count: number;
}

export interface Selection {
  readonly stacks: readonly Combination[];
  /** What was chosen, in words: `17 of 192 stacks: 103 of 103 pairs of choices`. */
  readonly description: string;
}

/** The stacks to look at: all, a covering array of them, or the one of the answers. */
export function select(given: Given, { all, pairs, shard }: Selecting, catalog: Catalog): Selection {
  if (!all && !pairs) return { stacks: [one(given, catalog)], description: 'one stack' };
  const valid = combinationsOf(given, catalog);
  if (valid.length === 0) throw wrongUsage('No stack has these answers together.', 'Leave one of them out.');
  if (all) return inShard({ stacks: valid, description: `all ${valid.length} stacks` }, shard);
  const chosen = coveringRows(valid, ({ row }) => row);
  const { covered, possible } = coverage(
    chosen.map(({ row }) => row),
    valid.map(({ row }) => row),
  );
  const description = `${chosen.length} of ${valid.length} stacks, in which ${covered} of ${possible} possible pairs of choices occur`;
  return inShard({ stacks: chosen, description }, shard);
}

const one = (given: Given, catalog: Catalog): Combination =>
  combinationOf(complete(withAdvice({ directory: 'my-app', ...given }, catalog), '/'));

// Neighbours have much in common: dealt out one by one, every shard has its share of what takes long.
function inShard({ stacks, description }: Selection, shard: Shard | undefined): Selection {
  if (shard === undefined) return { stacks, description };
  const dealt = stacks.filter((_, position) => position % shard.count === shard.index - 1);
  return {
    stacks: dealt,
    description: `${description}; shard ${shard.index} of ${shard.count}: ${dealt.length} of them`,
  };
}

/** `2/4` → the second of four. */
export function shardOf(text: string): Shard {
  const [, index = 0, count = 0] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
  if (index >= 1 && index <= count) return { index, count };
  throw wrongUsage(`--shard: "${text}" is no shard.`, 'Give its number and how many there are: --shard 1/4');
}
