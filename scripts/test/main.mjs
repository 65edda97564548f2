// One run of the tests: select the steps, run what has to run, report.
import { accessSync, chmodSync, constants, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { importBundled } from '../locks/bundled.mjs';
import { root } from '../prepare.mjs';
import { packInto } from './pack.mjs';
import { outputOf } from './run.mjs';
import { recordRun } from './record.mjs';
import { plainTable, rowsOf, summary } from './report.mjs';
import { Run } from './suite-run.mjs';
import { hint, select } from './selection.mjs';
import { containerSteps } from './steps/containers.mjs';
import { fastSteps } from './steps/fast.mjs';
import { lockSteps } from './steps/locks.mjs';
import { pipelineSteps } from './steps/pipelines.mjs';
import { stackSteps } from './steps/stacks.mjs';
import { finder, TOOLS } from './tools.mjs';
import { trustClone } from './trust.mjs';

/**
 * Runs the steps that words select; the exit code: 0 where all passed, 1 where some failed, 2 where no step has such a name.
 * @param {readonly string[]} args
 */
export async function main(args) {
  const begin = Date.now();
  process.env.CI = '1';
  trustClone(root);
  const scratch = makeScratch();
  const plan = await importBundled('scripts/test/plan.ts');
  const steps = allSteps(plan, join(scratch.directory, 'stacks'));
  const selected = select(steps, args, plan.backends);
  if (args.includes('--list') || selected.length === 0) return listSteps(steps, args);
  const need = finder({ ...TOOLS, package: packageTool(scratch), ...databaseTools(plan.databases, scratch) });
  const records = args.length > 0 && args[0] !== 'fast' && mayWrite('docs');
  const run = new Run({
    steps: selected,
    allSteps: steps,
    records,
    need,
    plan,
    scratch: scratch.directory,
    cores: coresFor(),
    commit: await commit(),
    everything: Boolean(process.env.EVERYTHING),
    keepGoing: Boolean(process.env.KEEP_GOING),
  });
  await run.finish();
  const rows = rowsOf(run.outcomes, (Date.now() - begin) / 1000);
  if (run.outcomes.length > 1) console.log(`\n${plainTable(rows)}\n`);
  const isComplete = args[0] === 'all' && run.isComplete;
  if (records)
    recordRun({ isComplete, rows, titles: steps.map(({ title }) => title), choices: plan.choices, machine: machine() });
  return close(run);
}

const allSteps = (plan, stacks) => [
  ...fastSteps(),
  ...stackSteps(plan, stacks),
  ...pipelineSteps(plan),
  ...lockSteps(plan),
  ...containerSteps(plan),
];

function listSteps(steps, args) {
  const isAsked = args.includes('--list');
  if (!isAsked) console.error(`No step has "${args.join(' ')}" in its name.`);
  (isAsked ? console.log : console.error)(hint(steps));
  return isAsked ? 0 : 2;
}

/** @param {string} path */
function mayWrite(path) {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    console.log(`Nothing is recorded: this user may not write to ${path}/.`);
    return false;
  }
}

/** Steps wait a lot, for disks, networks and clocks: half a step more than there are cores. */
const coresFor = () => Number(process.env.TEST_JOBS ?? availableParallelism() * 1.5);

/** A directory that other users can read, as PostgreSQL's has to: removed at the end, after what runs in it was stopped. */
function makeScratch() {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'technokaizen-test-')));
  chmodSync(directory, 0o755);
  mkdirSync(join(directory, 'stacks', 'first'), { recursive: true });
  const undo = [() => rmSync(directory, { recursive: true, force: true })];
  process.on('exit', () => undo.reverse().forEach((step) => step()));
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));
  return { directory, undo };
}

/** The package as it would be published, packed and installed once for all suites. */
const packageTool = ({ directory }) => ({
  title: 'package',
  find: async () => {
    const PACKED = join(directory, 'packed');
    return packInto(PACKED).then(
      () => ({ value: { PACKED } }),
      (error) => ({ why: error.message }),
    );
  },
});

/** A server of each database, as its own folder says how to start one: `database/postgres`. */
const databaseTools = (databases, { directory, undo }) =>
  Object.fromEntries(
    databases.map(({ name, tests }) => [
      `database/${name}`,
      {
        title: name,
        find: async () => {
          const { start } = await import(pathToFileURL(tests).href);
          const found = await start(join(directory, name), undo);
          return 'why' in found ? found : { value: { DATABASE_TESTS: tests, DATABASE_SERVER: found.value } };
        },
      },
    ]),
  );

function close(run) {
  const lines = summary(run.outcomes, run);
  console.log(lines.join('\n'));
  return lines.at(-1)?.endsWith(' 0 failed') ? 0 : 1;
}

/** Where and when a run took place, for the table's heading. */
function machine() {
  const gibibytes = Math.round(totalmem() / 2 ** 30);
  const day = new Date().toISOString().slice(0, 10);
  return `The last complete run: ${day}, ${availableParallelism()} cores, ${gibibytes} GiB, Node.js ${process.versions.node}.`;
}

/** The commit that is tested, with a + where files were changed since. */
async function commit() {
  const hash = (await outputOf('git', ['rev-parse', '--short', 'HEAD'])) ?? 'none';
  return (await outputOf('git', ['status', '--porcelain'])) ? `${hash}+` : hash;
}
