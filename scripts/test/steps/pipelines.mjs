// CI pipelines: linted for every stack, run line by line for one, and by engines that read them as their platform does.
import { proofOf, proofOfAll } from './proofs.mjs';

/**
 * @typedef {import('../types.ts').Step} Step
 * @typedef {import('./stacks.mjs').Stack & { thorough: boolean }} Executed
 */

const config = 'test/ci/vitest.config.ts';
const LINTERS = ['actionlint', 'zizmor', 'checkJsonschema', 'gitleaks'];

/**
 * @param {{ executed: readonly Executed[], pipelines: readonly string[] }} plan
 * @returns {readonly Step[]}
 */
export const pipelineSteps = ({ executed, pipelines }) => [
  {
    title: 'pipelines, linted',
    tier: 'full',
    run: { config, filters: ['lint.test'] },
    optional: LINTERS,
    seconds: 120,
    proof: proofOfAll('every stack with pipelines', 'lint', ['ci/*']),
    reads: { files: ['templates'] },
  },
  ...executed
    .filter(({ thorough }) => thorough || process.env.EVERYTHING)
    .map((stack) => lineByLine({ ...stack, pipelines })),
  ...engineSteps(executed.map((stack) => ({ ...stack, pipelines }))),
];

/**
 * A line is a command of the repository, which the other stacks run by themselves: their pipelines are run at night.
 * @returns {Step}
 */
const lineByLine = (stack) => ({
  title: `pipelines ${stack.name}, line by line`,
  tier: 'full',
  run: { config, filters: ['run.test'] },
  env: { STACK: stack.name },
  tools: ['python', 'network', `database/${stack.answers.database}`],
  optional: ['chromium', 'kubernetesLinters', ...LINTERS],
  network: 'uses',
  seconds: 300,
  proof: proofOf(stack.answers, 'test', { name: stack.name, also: ['ci/*'] }),
  reads: { rendered: [{ flags: withPipelines(stack) }] },
});

/** The run adds every provider's pipelines to the stack. */
const withPipelines = ({ flags, pipelines }) => [...flags, '--ci', pipelines.join(',')];

const ENGINES = [
  { engine: 'act', tools: ['act', 'gitleaks'], filter: 'act.test' },
  { engine: 'gitlab-ci-local', tools: ['gitlabCiLocal'], filter: 'gitlab-ci-local.test' },
];

/**
 * Minutes of a whole machine: at night, or where they are asked for.
 * @returns {readonly Step[]}
 */
function engineSteps(executed) {
  const firsts = [...new Map([...executed].reverse().map((stack) => [stack.answers.database, stack])).values()];
  return firsts.flatMap((stack) =>
    ENGINES.map(({ engine, tools, filter }) => ({
      title: `workflow ${stack.name}, run by ${engine}`,
      tier: process.env.EVERYTHING ? 'full' : 'asked',
      run: { config, filters: [filter] },
      env: { STACK: stack.name },
      tools: ['docker', ...tools],
      network: 'changes',
      minutes: 40,
      seconds: 240,
      proof: proofOf(stack.answers, 'test', { name: stack.name, also: ['ci/*'] }),
      reads: { rendered: [{ flags: withPipelines(stack) }] },
    })),
  );
}
