// This project itself: its code, the packed CLI, which need nothing but Node.js, and the two commands of a fresh clone.

/** @type {(title: string, command: readonly string[], seconds: number) => import('../types.ts').Step} */
const command = (title, words, seconds) => ({ title, tier: 'fast', run: { command: words }, seconds });

const node = process.execPath;

/** @returns {readonly import('../types.ts').Step[]} */
export const fastSteps = () => [
  // Alone: its tests use every core, and have limits of seconds.
  { title: 'CLI', tier: 'fast', run: { config: 'vitest.config.ts' }, weight: 9, seconds: 150 },
  command('lint', [node, 'node_modules/eslint/bin/eslint.js', '.'], 40),
  command('format', [node, 'node_modules/prettier/bin/prettier.cjs', '--check', '.'], 10),
  command('unused code', [node, 'node_modules/knip/bin/knip.js'], 5),
  command('types of scripts', [node, 'node_modules/typescript/bin/tsc', '--noEmit', '-p', 'scripts'], 15),
  command('types', [node, 'node_modules/typescript/bin/tsc', '--noEmit'], 15),
  {
    title: 'fresh clone',
    tier: 'full',
    run: { config: 'test/clone/vitest.config.ts' },
    tools: ['python', 'network'],
    minutes: 15,
    seconds: 120,
  },
];
