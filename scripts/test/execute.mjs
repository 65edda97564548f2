// Runs one step to its end.
import { join } from 'node:path';
import { runBounded } from './bounded.mjs';
import { countsIn } from './vitest-report.mjs';

/**
 * @typedef {import('./types.ts').Step} Step
 * @typedef {import('./types.ts').Outcome} Outcome
 * @typedef {Outcome & { output: string, skipped: number }} Executed
 */

const VITEST = join('node_modules', 'vitest', 'vitest.mjs');
const MINUTES = 20;

/**
 * @param {Step} step
 * @param {Readonly<Record<string, string>>} toolEnv variables that lead to its tools
 * @param {string} scratch
 * @returns {Promise<Executed>}
 */
export async function execute(step, toolEnv, scratch) {
  let stop = async () => {};
  try {
    const env = { ...toolEnv, ...step.env };
    const surroundings = await step.around?.(env);
    stop = surroundings?.stop ?? stop;
    return await runStep(step, { ...env, ...surroundings?.env }, scratch);
  } catch (error) {
    const output = error instanceof Error ? error.message : String(error);
    return { step, result: 'failed', passed: 0, failed: 1, skipped: 0, retried: [], wall: 0, cpu: undefined, output };
  } finally {
    await stop();
  }
}

/** @returns {Promise<Executed>} */
async function runStep(step, env, scratch) {
  const file = join(scratch, step.title.replace(/[^\w]+/g, '-'));
  const report = `${file}.json`;
  const options = { env, minutes: step.minutes ?? MINUTES, timesFile: `${file}.times` };
  const { status, output, wall, cpu } = await runBounded(commandOf(step.run, report), options);
  const isCommand = 'command' in step.run;
  const counts = isCommand
    ? { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0, retried: [] }
    : countsIn(report, status);
  return { step, result: counts.failed === 0 ? 'passed' : 'failed', ...counts, wall, cpu, output };
}

/** @returns {readonly string[]} */
function commandOf(run, report) {
  if ('command' in run) return run.command;
  const { config, filters = [], projects = [] } = run;
  const selected = [...filters, '--config', config, ...projects.flatMap((project) => ['--project', project])];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return [process.execPath, VITEST, 'run', ...selected, ...reporters];
}
