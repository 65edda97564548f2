// The end of a run: the table of its steps, what was skipped, and the line that adds it up.
import { clock } from './progress.mjs';

/**
 * @typedef {import('./types.ts').Outcome} Outcome
 * @typedef {{ readonly skipped: readonly string[], readonly lacking: number, readonly oldest: number }} About
 */

const HEAD = ['step', 'result', 'wall', 'CPU', 'waiting', 'tests'];

/**
 * Rows of a step each, in the order in which they ended; a last one adds up. Waiting is wall time in which the step used no processor.
 * @param {readonly Outcome[]} outcomes
 * @param {number} wall seconds of the whole run
 */
export function rowsOf(outcomes, wall) {
  const ran = outcomes.filter(({ result }) => result === 'passed' || result === 'failed');
  const sum = (pick) => outcomes.reduce((total, each) => total + pick(each), 0);
  const total = [
    'all',
    ...[`${ran.length} run, ${outcomes.filter(({ result }) => result === 'recorded').length} recorded`, time(wall)],
    ...[time(sum(({ cpu = 0 }) => cpu)), '', String(sum(({ passed, failed }) => passed + failed))],
  ];
  return [...outcomes.map(rowOf), total];
}

/** @param {Outcome} outcome */
function rowOf({ step, result, wall, cpu, passed, failed }) {
  const isRun = result === 'passed' || result === 'failed';
  const waiting = cpu === undefined ? '' : time(Math.max(0, wall - cpu));
  return [
    step.title,
    result,
    ...(isRun ? [time(wall), cpu === undefined ? '' : time(cpu), waiting] : ['', '', '']),
    String(passed + failed),
  ];
}

const time = (seconds) => clock(seconds * 1000);

/** The rows with aligned columns, for a terminal. */
export function plainTable(rows) {
  const all = [HEAD, ...rows];
  const widths = HEAD.map((_, column) => Math.max(...all.map((row) => row[column].length)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** The rows as Markdown. */
export const markdownTable = (rows) =>
  [HEAD, ['---', '---', '--:', '--:', '--:', '--:'], ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

/**
 * The closing lines; the last one is `N passed, N failed`.
 * @param {readonly Outcome[]} outcomes
 * @param {About} about
 */
export function summary(outcomes, { skipped, lacking, oldest }) {
  const count = (pick, among = outcomes) => among.reduce((total, each) => total + pick(each), 0);
  const recorded = outcomes.filter(({ result }) => result === 'recorded');
  const passed = count((each) => each.passed);
  const failed = count((each) => each.failed) + lacking;
  const failures = outcomes.filter(({ result }) => result === 'failed').map(({ step }) => step.title);
  const onRecord = count((each) => each.passed, recorded);
  return [
    ...skipped.map((line) => `Skipped: ${line}`),
    ...outcomes.flatMap(({ step, retried }) => retried.map((name) => `Passed only on a retry: ${step.title}, ${name}`)),
    ...(failures.length > 0 ? [`Failed: ${failures.join('; ')}`] : []),
    ...(recorded.length > 0
      ? [
          `${onRecord} of the passed tests are recorded, in ${recorded.length} steps; the oldest proof is ${ageOf(oldest)}`,
        ]
      : []),
    `${passed} passed, ${failed} failed`,
  ];
}

const ageOf = (days) => (days === 0 ? 'from today' : days === 1 ? 'a day old' : `${days} days old`);
