import { openCatalog } from '../catalog.ts';
import { EXIT, wrongUsage } from '../errors.ts';
import { readGiven } from '../given.ts';
import type { Io } from '../io.ts';
import type { Given } from '../options.ts';
import { junit } from '../verify/junit.ts';
import { LEVELS, type Level } from '../level.ts';
import { count, type Outcome } from '../verify/outcome.ts';
import { progress } from '../verify/progress.ts';
import { asJson, failureLines, summary } from '../verify/report.ts';
import { listed } from '../verify/reproduce.ts';
import { select, shardOf } from '../verify/select.ts';
import { provenBefore } from '../verify/proven-before.ts';
import { verifyAll } from '../verify/verify.ts';
import { writeReport } from '../write.ts';

/** The flags of `verify` that are no answers. */
export interface VerifyFlags {
  readonly all?: boolean;
  readonly pairs?: boolean;
  readonly config?: string;
  readonly level?: string;
  readonly shard?: string;
  readonly jobs?: string;
  readonly keep?: boolean;
  readonly list?: boolean;
  readonly json?: boolean;
  readonly junit?: string;
  readonly since?: string;
}

/** Stacks in, proof out; answers the exit code. */
export async function verify(values: Given, flags: VerifyFlags, io: Io): Promise<number> {
  const catalog = openCatalog();
  const level = levelOf(flags.level ?? 'render');
  const jobs = jobsOf(flags.jobs ?? '1');
  const shard = flags.shard === undefined ? undefined : shardOf(flags.shard);
  if (flags.all && flags.pairs) throw wrongUsage('--all contradicts --pairs.', 'Leave one of them out.');
  const { given } = await readGiven({ flags: values, config: flags.config }, catalog, io);
  const selection = select(given, { ...flags, shard }, catalog);
  if (flags.list) return list(selection.stacks.map(listed), flags, io);
  const reproducing = { version: io.version, config: flags.config };
  const shown = progress(selection.stacks.length, io.output, level === 'render');
  const run = await verifyAll(selection, {
    ...{ catalog, level, jobs, keep: flags.keep === true, version: io.version, signal: io.signal },
    before: flags.since === undefined ? new Set() : provenBefore(flags.since, level),
    onDone: (outcome) => shown.done(linesOf(outcome, level, reproducing)),
  }).finally(shown.end);
  if (flags.junit !== undefined) writeReport(flags.junit, junit(run));
  for (const line of summary(run)) io.output.write(`${line}\n`);
  if (flags.json) io.result(JSON.stringify(asJson(run, reproducing), null, 2));
  return count(run, 'failed') > 0 ? EXIT.refused : EXIT.done;
}

function linesOf(outcome: Outcome, level: Level, reproducing: Parameters<typeof failureLines>[2]): readonly string[] {
  const { stack, result, seconds, failure, kept } = outcome;
  if (result === 'failed') return failureLines(outcome, { level }, reproducing);
  const why = result === 'skipped' ? `: ${failure?.output.join('; ') ?? ''}` : '';
  const where = kept === undefined ? '' : `; kept in ${kept}`;
  return [
    `${result === 'passed' ? '✓' : '·'} ${stack.name}${result === 'passed' ? '' : ` ${result}${why}`} (${seconds.toFixed(1)} s${where})`,
  ];
}

function list(stacks: readonly ReturnType<typeof listed>[], flags: VerifyFlags, io: Io): number {
  const lines = stacks.map(({ name, args }) => `${name}  ${args}`);
  io.result(flags.json ? JSON.stringify(stacks) : lines.join('\n'));
  return EXIT.done;
}

function levelOf(name: string): Level {
  const level = LEVELS.find((each) => each === name);
  if (level !== undefined) return level;
  throw wrongUsage(`--level: "${name}" is no level.`, `There are: ${LEVELS.join(', ')}.`);
}

function jobsOf(text: string): number {
  const jobs = Number(text);
  if (Number.isInteger(jobs) && jobs >= 1 && jobs <= 64) return jobs;
  throw wrongUsage(`--jobs: "${text}" is no number of jobs.`, 'Give how many stacks are run at once: --jobs 2');
}
