// Which steps a command line selects.

/** @typedef {import('./types.ts').Step} Step */

/**
 * `npm test` runs the fast tier and the first repositories; `fast`, `all` and `rest` are tiers; other words narrow `all` to the steps with
 * every one of them in their titles.
 * @param {readonly Step[]} steps
 * @param {readonly string[]} words
 * @param {readonly string[]} backends
 * @returns {readonly Step[]}
 */
export function select(steps, words, backends) {
  const named = (name) => words.length === 1 && words[0] === name;
  if (words.length === 0) return steps.filter(({ tier }) => tier === 'fast' || tier === 'first');
  if (named('fast')) return steps.filter(({ tier }) => tier === 'fast');
  if (named('all')) return steps.filter(isWhole);
  if (named('rest')) return steps.filter((step) => isWhole(step) && step.tier !== 'fast' && !isOf(step, backends));
  const found = steps.filter(({ title }) => words.every((word) => title.toLowerCase().includes(word.toLowerCase())));
  // A backend's first repository is a part of what its full ones prove, and what only runs when asked for has no other word.
  const usual = found.filter(isWhole);
  return usual.length > 0 ? usual : found;
}

/** All but what the full steps prove anyway, and what only runs when asked for. */
const isWhole = ({ tier, title }) => tier === 'fast' || tier === 'full' || title === 'every stack';

const isOf = ({ title }, backends) => backends.some((backend) => title.includes(backend));

/** What a selection that found nothing could have been. */
export const hint = (steps) =>
  `The words are fast, all, rest, or any part of a step's name:\n${steps.map(({ title }) => `  ${title}`).join('\n')}`;
