// Whole repositories: their own commands, the contract that their service keeps, and a browser that uses them.
import { join } from 'node:path';
import { startBuilt, startDevelopment } from '../page.mjs';
import { proofOf, proofOfAll } from './proofs.mjs';

/**
 * @typedef {import('../types.ts').Step} Step
 * @typedef {{ name: string, answers: Readonly<Record<string, string>>, flags: readonly string[] }} Stack
 * @typedef {{ stacks: readonly Stack[], firstStacks: readonly Stack[] }} Plan
 */

/**
 * How often each suite runs: once for each combination of these answers, in the first stack that has it. Every stack is scaffolded, its
 * frontend built, its client generated, and both started. A part's files are the same whatever other parts there are, which
 * test/unit/render.test.ts proves: so its own tests, linters and types would say the same again, and run once for each backend and database,
 * and for each frontend. The contract knows no frontend. A browser meets each frontend with each backend, but what the frontend alone decides,
 * how it looks in every theme and width and how it is used by keyboard, once only.
 */
const ONCE_FOR = {
  backend: ['backend', 'database'],
  frontend: ['frontend'],
  contract: ['backend', 'database'],
  journey: ['backend', 'frontend'],
  looks: ['frontend'],
  e2e: ['backend'],
  // The development server is the frontend's own, whatever the backend: each frontend once, at night all pairs.
  development: process.env.EVERYTHING ? ['backend', 'frontend'] : ['frontend'],
};

/**
 * @param {Plan} plan
 * @param {string} directory in which the repositories are made
 * @returns {readonly Step[]}
 */
export function stackSteps({ stacks, firstStacks }, directory) {
  const once = firstOnes();
  return [
    {
      title: 'every stack',
      tier: 'first',
      run: { config: 'test/verify/vitest.config.ts' },
      seconds: 120,
      proof: proofOfAll('every stack', 'render', ['*']),
    },
    ...firstStacks.flatMap((stack) => firstSteps(stack, join(directory, 'first'))),
    ...stacks.flatMap((stack) => fullSteps(stack, directory, once)),
  ];
}

/** What a newcomer wants to know of each backend: its repository works, and keeps the contract. */
function firstSteps(stack, directory) {
  const repository = `first repository ${stack.name}`;
  return [
    {
      title: repository,
      tier: 'first',
      run: { config: 'test/stacks/vitest.config.ts' },
      env: { STACK: JSON.stringify(stack), STACKS_DIR: directory, QUICK: '1' },
      tools: ['python', 'network', databaseOf(stack)],
      seconds: 90,
    },
    {
      title: `first contract ${stack.name}`,
      tier: 'first',
      run: {
        config: 'test/contract/vitest.config.ts',
        filters: ['document', 'accounts', 'notes'],
        projects: ['parallel'],
      },
      env: { SERVICE_DIR: join(directory, stack.name, 'backend'), CONTRACT_WORKERS: '2' },
      tools: [databaseOf(stack)],
      follows: repository,
      seconds: 30,
    },
  ];
}

/**
 * @param {Stack} stack
 * @param {string} directory
 * @param {(suite: string, answers: Stack['answers']) => boolean} once
 */
function fullSteps(stack, directory, once) {
  const { answers } = stack;
  const hasFrontend = answers.frontend !== 'none';
  const is = Object.fromEntries(Object.keys(ONCE_FOR).map((suite) => [suite, once(suite, answers)]));
  const parts = ['backend', ...(hasFrontend ? ['frontend'] : [])].filter((part) => is[part]);
  return [
    repository(stack, directory, parts, hasFrontend && (is.e2e || is.frontend)),
    ...(is.contract ? [contract(stack, directory)] : []),
    ...(hasFrontend && is.development ? [inDevelopment(stack, directory)] : []),
    ...(hasFrontend && is.journey ? [built(stack, directory, is.looks)] : []),
  ];
}

/** Whether answers are the first ones with their values for a suite's questions. */
function firstOnes() {
  const seen = new Set();
  return (suite, answers) => {
    const combination = [suite, ...ONCE_FOR[suite].map((key) => answers[key])].join(' ');
    const isNew = !seen.has(combination);
    seen.add(combination);
    return isNew;
  };
}

/** A stack's files, below some paths or all, and how its database is used. */
const readsOf = ({ flags, answers }, below) => ({
  rendered: [{ flags, ...(below && { below }) }],
  files: [`templates/database/${answers.database}/tests.mjs`],
});

const databaseOf = ({ answers }) => `database/${answers.database}`;
const titleOf = ({ name }) => `repository ${name}`;

/** @returns {Step} */
const repository = (stack, directory, parts, e2e) => ({
  title: titleOf(stack),
  tier: 'full',
  run: { config: 'test/stacks/vitest.config.ts' },
  env: { STACK: JSON.stringify(stack), STACKS_DIR: directory, PARTS: parts.join(',') },
  // The set-up uses uv where it is there: half of the stacks have it.
  tools: ['python', 'network', databaseOf(stack), ...(e2e ? ['chromium'] : [])],
  ...(stack.answers.database === 'postgres' && { optional: ['uv'] }),
  ...(e2e && { network: 'uses' }),
  seconds: parts.length === 0 ? 60 : 150,
  proof: proofOf(stack.answers, parts.length === 0 ? 'build' : 'test', stack),
  reads: readsOf(stack),
});

// Built by the repository's own step; several suites that build it at the same time would replace what the others run.
const serviceOf = (stack, directory) => ({
  SERVICE_DIR: join(directory, stack.name, 'backend'),
  SERVICE_BUILT: '1',
});

/** @returns {Step} */
const contract = (stack, directory) => ({
  title: `contract ${stack.name}`,
  tier: 'full',
  run: { config: 'test/contract/vitest.config.ts' },
  env: { ...serviceOf(stack, directory), SCHEMATHESIS_SECONDS: process.env.EVERYTHING ? '90' : '30' },
  tools: [databaseOf(stack)],
  optional: ['schemathesis'],
  follows: titleOf(stack),
  seconds: 150,
  proof: proofOf(stack.answers, 'run', stack),
  reads: readsOf(stack, ['backend/', 'scripts/parts.json']),
});

/** @returns {Step} */
const journey = (stack, directory, { mode, filters, seconds, ...more }) => ({
  title: `journey ${stack.name}, ${mode}`,
  tier: 'full',
  run: { config: 'test/journey/vitest.config.ts', filters },
  env: serviceOf(stack, directory),
  tools: ['chromium', databaseOf(stack)],
  follows: titleOf(stack),
  network: 'uses',
  seconds,
  proof: proofOf(stack.answers, 'run', stack),
  reads: readsOf(stack, ['backend/', 'frontend/', 'scripts/parts.json']),
  ...more,
});

// What happens while the service is away is the frontend's doing, and tried on the built one.
const inDevelopment = (stack, directory) =>
  journey(stack, directory, {
    mode: 'in development',
    filters: ['journey.test.ts'],
    seconds: 60,
    around: () => startDevelopment(join(directory, stack.name, 'frontend')),
  });

/** Behind nginx, or where it is missing on the frontend's own preview server. */
const built = (stack, directory, looks) =>
  journey(stack, directory, {
    mode: 'built',
    filters: looks ? [] : ['journey.test.ts', 'trouble.test.ts'],
    seconds: looks ? 90 : 60,
    optional: ['nginx'],
    around: ({ NGINX }) => startBuilt(join(directory, stack.name, 'frontend'), NGINX),
  });
