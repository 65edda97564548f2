// What the deeper tiers run, computed from the choices: a chain for each stack, and one for each lock.
import { delimiter, dirname, join } from 'node:path';
import { startBuilt, startDevelopment } from './page.mjs';

/**
 * How often each suite runs: once for each combination of these answers, in the first stack that has it. Every stack is scaffolded, its
 * page built, its client generated, and both started. A part's files are the same whatever stands beside it, which
 * test/unit/render.test.ts holds them to: so its own commands, tests, linters and types, would say the same again, and run once for each
 * service on each database, and for each page (`parts`). The contract doesn't know of a page. A browser meets each page beside each
 * service, but what the page alone decides, how it looks in every theme and width and how it is used by keyboard, once only (`looks`).
 */
const ONCE_FOR = {
  parts: [['backend', 'database'], ['frontend']],
  contract: [['backend', 'database']],
  journey: [['backend', 'frontend']],
  looks: [['frontend']],
  e2e: [['backend'], ['frontend']],
  // The page of development differs in who serves it, which no service has a say in: each page once, or with EVERYTHING, as at night, all pairs.
  development: process.env.EVERYTHING ? [['backend', 'frontend']] : [['frontend']],
};

/** Two chains for each stack: its repository, and the journeys through its page; and the contract, in the repository that the first one leaves. */
export function stackChains(stacks, tools) {
  const isFirst = Object.fromEntries(Object.entries(ONCE_FOR).map(([suite, keys]) => [suite, firsts(keys)]));
  return stacks
    .filter(({ answers }) => answers.database !== 'postgres' || tools.postgres !== undefined)
    .map((stack) => {
      const { answers } = stack;
      const hasPage = answers.frontend !== 'none' && tools.chromium !== undefined;
      const once = (suite) => isFirst[suite](answers);
      return {
        browsers: [
          repository(stack, tools, { parts: once('parts'), e2e: hasPage && once('e2e') }),
          ...(hasPage && once('development') ? [inDevelopment(stack, tools)] : []),
          ...(hasPage && once('journey') ? [built(stack, tools, once('looks'))] : []),
        ],
        contracts: once('contract') ? [contractOf(stack, tools)] : [],
      };
    });
}

/** Whether answers are the first with their values for one of these lists of questions. */
function firsts(lists) {
  const seen = new Set();
  return (answers) => {
    const found = lists.map((keys) => keys.map((key) => `${key} ${answers[key]}`).join(', '));
    const isNew = found.some((combination) => !seen.has(combination));
    found.forEach((combination) => seen.add(combination));
    return isNew;
  };
}

/** Every stack that can be chosen, rendered and checked without running anything. */
export const verifyChains = () => [
  [{ title: 'every stack as verify sees it', config: 'test/verify/vitest.config.ts' }],
];

/** The shipped lock files, as npm, pip and uv take them: a sixth of what `npm run locks -- --check` tries, another one for each, or EVERYTHING. */
export const lockChains = (layers, uv) =>
  uv === undefined
    ? []
    : layers.map((layer, index) => [
        {
          title: `the lock of ${layer}`,
          config: 'test/locks/vitest.config.ts',
          env: { UV: uv, LOCK: layer, LOCK_PART: process.env.EVERYTHING ? '0/1' : `${index % 6}/6` },
          filters: ['network'],
        },
      ]);

/**
 * The stacks in containers: what can be said of the files of all of them, then those that are built and run. The journey goes through every
 * page's server, here or on the cluster, which gets the same images; what happens while the service is away is that server's doing, whatever
 * page it has, and tried once.
 */
export function deployChains(stacks, { hadolint, docker, cluster, chromium }) {
  const lint = deployStep('docker as hadolint sees it', 'hadolint', { HADOLINT: hadolint });
  const lints = hadolint === undefined ? [] : [[lint]];
  if (docker === undefined) return lints;
  const runs = stacks.map(({ name }, index) => {
    const later = cluster === undefined ? 'journey.test' : '';
    const JOURNEY = index === 0 ? 'journey.test trouble.test' : later;
    return [deployStep(`docker on ${name}`, 'engine', { ...docker, STACK: name, JOURNEY, CHROMIUM: chromium })];
  });
  return [...lints, [deployStep('docker as compose reads it', 'config', docker)], ...runs];
}

/** The stacks on a cluster: what linters see in the manifests of all of them, then those that are released; the first of them is put in trouble. */
export function kubernetesChains(stacks, { kubernetesLinters, cluster, chromium }) {
  const lint = deployStep('kubernetes as its linters see it', 'kubernetes-lint', kubernetesLinters);
  const lints = kubernetesLinters === undefined ? [] : [[lint]];
  if (cluster === undefined) return lints;
  const releases = stacks.map(({ name }) => [
    deployStep(`kubernetes on ${name}`, 'kubernetes-cluster', { ...cluster, STACK: name, CHROMIUM: chromium }),
  ]);
  return [...lints, ...releases];
}

/** The charts: what Helm makes of those of all stacks, beside what Kustomize does; and one that is installed, for any backend is the same to it. */
export function helmChains([{ name }], { helm, kubernetesLinters, cluster }) {
  if (helm === undefined) return [];
  const lint = deployStep('helm as Helm sees it', 'helm-lint', { ...kubernetesLinters, ...helm });
  const install = deployStep(`helm on ${name}`, 'helm-cluster', { ...cluster, ...helm, STACK: name });
  return cluster === undefined ? [[lint]] : [[lint], [install]];
}

const deployStep = (title, filter, env) => ({ title, config: 'test/deploy/vitest.config.ts', env, filters: [filter] });

/** The pipelines of a stack on each database, run in containers by an engine that reads them as their platform does. */
export function workflowChains(executed, { act, gitlabCiLocal, docker, gitleaks }) {
  if (docker === undefined) return [];
  const engines = [
    ...(act && gitleaks ? [{ engine: 'act', env: { ACT: act, GITLEAKS: gitleaks } }] : []),
    ...(gitlabCiLocal ? [{ engine: 'gitlab-ci-local', env: { GITLAB_CI_LOCAL: gitlabCiLocal } }] : []),
  ];
  const isFirst = firsts([['database']]);
  const stacks = executed.filter(({ answers }) => isFirst(answers));
  return stacks.flatMap(({ name }) =>
    engines.map(({ engine, env }) => [
      {
        title: `the workflow of ${name}, run by ${engine}`,
        config: 'test/ci/vitest.config.ts',
        filters: [`${engine}.test`],
        env: { ...docker, ...env, STACK: name },
        minutes: 40,
      },
    ]),
  );
}

/**
 * The pipelines: what linters and schemas say of those of every stack, and those of one stack run line by line, with what makes each job red.
 * A line is a command of the repository, which the other stacks have run by themselves: theirs are run so with EVERYTHING.
 */
export function pipelineChains(executed, tools) {
  const { actionlint, zizmor, checkJsonschema, gitleaks, postgres, chromium, kubernetesLinters } = tools;
  const linters = { ACTIONLINT: actionlint, ZIZMOR: zizmor, CHECK_JSONSCHEMA: checkJsonschema, GITLEAKS: gitleaks };
  const env = Object.fromEntries(Object.entries(linters).filter(([, value]) => value !== undefined));
  const step = (title, filters, more) => [
    { title, config: 'test/ci/vitest.config.ts', filters, env: { ...env, ...more } },
  ];
  const runs = executed
    .filter(({ answers }) => answers.database !== 'postgres' || postgres !== undefined)
    .filter(({ thorough }) => thorough || process.env.EVERYTHING)
    .map(({ name }) =>
      step(`the pipelines of ${name}, line by line`, ['run.test'], {
        ...kubernetesLinters,
        ...{ STACK: name, TEST_POSTGRES_URL: postgres, ...(chromium && { CHROMIUM: chromium }) },
      }),
    );
  return [step('the pipelines as their linters see them', ['lint.test']), ...runs];
}

const repository = ({ name, answers }, tools, { parts, e2e }) => ({
  title: `the repository ${name}`,
  config: 'test/stacks/vitest.config.ts',
  env: {
    ...{ STACK: name, STACKS_DIR: tools.stacks, TEST_POSTGRES_URL: tools.postgres, PARTS: parts ? 'all' : 'proven' },
    ...(e2e && { CHROMIUM: tools.chromium }),
    // The set-up takes uv where it is there: half of the stacks have it.
    ...(answers.database === 'postgres' && tools.uv && { PATH: `${dirname(tools.uv)}${delimiter}${process.env.PATH}` }),
  },
});

const contractOf = (stack, tools) => ({
  title: `the contract on ${stack.name}`,
  config: 'test/contract/vitest.config.ts',
  env: {
    ...service(stack, tools),
    SCHEMATHESIS_BIN: tools.schemathesis,
    SCHEMATHESIS_SECONDS: process.env.EVERYTHING ? '90' : '30',
  },
});

const journey = ({ name, answers }, tools, title, filters, around) => ({
  title: `the journey on ${name}, ${title}`,
  config: 'test/journey/vitest.config.ts',
  env: { ...service({ name, answers }, tools), CHROMIUM: tools.chromium },
  filters,
  around: () => around(join(tools.stacks, name, 'frontend')),
});

// What happens while the service is away is the page's doing, and tried on the built one.
const inDevelopment = (stack, tools) => journey(stack, tools, 'in development', ['journey.test.ts'], startDevelopment);

/** Behind nginx, or where there is none on the page's own preview. */
const built = (stack, tools, looks) =>
  journey(stack, tools, 'built', looks ? [] : ['journey.test.ts', 'trouble.test.ts'], (frontend) =>
    startBuilt(frontend, tools.nginx),
  );

const service = ({ name, answers }, tools) => ({
  SERVICE_DIR: join(tools.stacks, name, 'backend'),
  DATABASE_URL: answers.database === 'postgres' ? tools.postgres : 'sqlite:',
  TEST_POSTGRES_URL: tools.postgres,
});
