import { lineOf } from './junit.ts';
import { count, type Outcome, type Run } from './outcome.ts';
import { listed, reproduction } from './reproduce.ts';

/** Where a repository can be looked at, and by which command it is made again. */
export interface Reproducing {
  readonly version: string;
  readonly config?: string | undefined;
}

const FINDINGS_SHOWN = 20;

/** What is printed of a stack as soon as it has failed. */
export function failureLines(
  outcome: Outcome,
  { level }: Pick<Run, 'level'>,
  { version, config }: Reproducing,
): readonly string[] {
  const { stack, findings, failure, kept } = outcome;
  const more = findings.length - FINDINGS_SHOWN;
  return [
    `✗ ${stack.name}`,
    ...findings.slice(0, FINDINGS_SHOWN).map((finding) => `    ${lineOf(finding)}`),
    ...(more > 0 ? [`    … and ${more} more`] : []),
    ...(failure === undefined ? [] : [`  ${failure.step} failed:`, ...failure.output.map((line) => `    ${line}`)]),
    ...(kept === undefined ? [] : [`  It is kept in ${kept}`]),
    `  Again: ${reproduction(stack, level, version, config)}`,
  ];
}

/** The end of a run: a table of what did not pass, what was skipped, and the sum. */
export function summary(run: Run): readonly string[] {
  const rows = run.outcomes.filter(({ result }) => result === 'failed' || result === 'skipped');
  return [
    ...(rows.length === 0 ? [] : ['', ...table(rows), '']),
    ...run.skipped.map((line) => `Skipped: ${line}`),
    `${sums(run)} at level ${run.level}: ${run.selection} (${run.seconds.toFixed(1)} s)`,
  ];
}

const sums = (run: Run): string =>
  (['passed', 'unchanged', 'skipped', 'failed'] as const)
    .map((result) => [result, count(run, result)] as const)
    .filter(([result, number]) => number > 0 || result === 'passed' || result === 'failed')
    .map(([result, number]) => `${number} ${result}`)
    .join(', ');

function table(rows: readonly Outcome[]): readonly string[] {
  const width = Math.max(...rows.map(({ stack }) => stack.name.length));
  return rows.map((row) => `  ${row.stack.name.padEnd(width)}  ${row.result.padEnd(8)}  ${reasonOf(row)}`);
}

function reasonOf({ findings, failure }: Outcome): string {
  if (failure !== undefined) return `${failure.step}: ${failure.output.at(-1) ?? ''}`;
  const checks = [...new Set(findings.map(({ check }) => check))];
  return `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'} of ${checks.join(', ')}`;
}

/** A run as one JSON object; the next run takes it as `--since`. */
export const asJson = (run: Run, { version, config }: Reproducing): object => ({
  version,
  level: run.level,
  selection: run.selection,
  seconds: Number(run.seconds.toFixed(2)),
  passed: count(run, 'passed'),
  unchanged: count(run, 'unchanged'),
  skipped: count(run, 'skipped'),
  failed: count(run, 'failed'),
  skippedChecks: run.skipped,
  stacks: run.outcomes.map(({ stack, result, seconds, sha256, findings, failure, kept }) => ({
    ...listed(stack),
    result,
    seconds: Number(seconds.toFixed(2)),
    sha256,
    ...(findings.length > 0 && { findings }),
    ...(failure !== undefined && { failure }),
    ...(kept !== undefined && { kept }),
    ...(result === 'failed' && { command: reproduction(stack, run.level, version, config) }),
  })),
});
