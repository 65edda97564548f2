// What the deeper tiers run, computed from the choices: a chain for each stack, and one for each lock.
import { delimiter, dirname, join } from 'node:path';
import { startPage } from './page.mjs';

/**
 * Every stack is scaffolded and its own commands are run; then the contract, once for each backend on each database, and the journey, once
 * for each frontend on each backend: what only the page decides (looks, keyboard) once for each frontend.
 */
export function stackChains(stacks, tools) {
  const [contract, page, looks] = [new Set(), new Set(), new Set()];
  return stacks
    .filter(({ answers }) => answers.database !== 'postgres' || tools.postgres !== undefined)
    .map((stack) => {
      const { backend, frontend, database } = stack.answers;
      const hasJourney = frontend !== 'none' && tools.chromium !== undefined && isFirst(page, `${backend} ${frontend}`);
      return [
        repository(stack, tools),
        ...(isFirst(contract, `${backend} ${database}`) ? [contractOf(stack, tools)] : []),
        ...(hasJourney ? [journeyOf(stack, tools, isFirst(looks, frontend))] : []),
      ];
    });
}

/** The shipped lock files, as npm, pip and uv take them. */
export const lockChains = (layers, uv) =>
  uv === undefined
    ? []
    : layers.map((layer) => [
        {
          title: `the lock of ${layer}`,
          config: 'test/locks/vitest.config.ts',
          env: { UV: uv, LOCK: layer },
          filters: ['network'],
        },
      ]);

/**
 * The stacks in containers: what can be said of the files of all of them, then those that are built and run. The journey there is the whole one
 * once for each frontend.
 */
export function deployChains(stacks, { hadolint, docker, chromium }) {
  const seen = new Set();
  const config = 'test/deploy/vitest.config.ts';
  const step = (title, filter, env) => ({ title, config, env, filters: [filter] });
  const journeyOf = ({ frontend }) => (isFirst(seen, frontend) ? 'journey.test trouble.test' : 'journey.test');
  const lint = step('docker as hadolint sees it', 'hadolint', { HADOLINT: hadolint });
  if (docker === undefined) return hadolint === undefined ? [] : [[lint]];
  const runs = stacks.map(({ name, answers }) => {
    const env = { ...docker, STACK: name, JOURNEY: journeyOf(answers), CHROMIUM: chromium };
    return [step(`docker on ${name}`, 'engine', env)];
  });
  const read = step('docker as compose reads it', 'config', docker);
  return [...runs, [...(hadolint === undefined ? [] : [lint]), read]];
}

function isFirst(seen, key) {
  return !seen.has(key) && seen.add(key) !== undefined;
}

const repository = ({ name, answers }, tools) => ({
  title: `the repository ${name}`,
  config: 'test/stacks/vitest.config.ts',
  env: {
    ...{ STACK: name, STACKS_DIR: tools.stacks, TEST_POSTGRES_URL: tools.postgres },
    // The set-up takes uv where it is there: half of the stacks have it.
    ...(answers.database === 'postgres' && tools.uv && { PATH: `${dirname(tools.uv)}${delimiter}${process.env.PATH}` }),
  },
});

const contractOf = (stack, tools) => ({
  title: `the contract on ${stack.name}`,
  config: 'test/contract/vitest.config.ts',
  env: { ...service(stack, tools), SCHEMATHESIS_BIN: tools.schemathesis },
});

const journeyOf = (stack, tools, looks) => ({
  title: `the journey on ${stack.name}`,
  config: 'test/journey/vitest.config.ts',
  env: { ...service(stack, tools), CHROMIUM: tools.chromium },
  filters: looks ? [] : ['journey.test.ts', 'trouble.test.ts'],
  // On the page as `npm run build` made it, with its headers.
  around: () => startPage(join(tools.stacks, stack.name, 'frontend')),
});

const service = ({ name, answers }, tools) => ({
  SERVICE_DIR: join(tools.stacks, name, 'backend'),
  DATABASE_URL: answers.database === 'postgres' ? tools.postgres : 'sqlite:',
  TEST_POSTGRES_URL: tools.postgres,
});
