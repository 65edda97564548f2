import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { withTable } from '../../scripts/test/record.mjs';
import { markdownTable, rowsOf, summary } from '../../scripts/test/report.mjs';
import type { Outcome } from '../../scripts/test/types.ts';
import { retriedIn } from '../../scripts/test/vitest-report.mjs';

const outcome = (title: string, more: Partial<Outcome> = {}): Outcome => ({
  ...{ step: { title, tier: 'full', run: { command: [] } }, result: 'passed', passed: 3, failed: 0 },
  ...{ wall: 70, cpu: 10, retried: [], ...more },
});
const OUTCOMES = [
  outcome('contract flask'),
  outcome('contract node', { result: 'recorded', passed: 5, wall: 0, cpu: undefined }),
  outcome('journey flask', { result: 'failed', passed: 1, failed: 1, wall: 20, cpu: 30, retried: ['is late'] }),
];

test('the table has wall, processor and waiting time of each step, and adds up', () => {
  expect(markdownTable(rowsOf(OUTCOMES, 95)).split('\n').slice(2)).toEqual([
    '| contract flask | passed | 1:10 | 0:10 | 1:00 | 3 |',
    '| contract node | recorded |  |  |  | 5 |',
    '| journey flask | failed | 0:20 | 0:30 | 0:00 | 2 |',
    '| all | 2 run, 1 recorded | 1:35 | 0:40 |  | 10 |',
  ]);
});

test('the last line adds up; before it: what was skipped, retried, failed and recorded', () => {
  expect(summary(OUTCOMES, { skipped: ['2 steps, as this machine has no nginx'], lacking: 1, oldest: 2 })).toEqual([
    'Skipped: 2 steps, as this machine has no nginx',
    'Passed only on a retry: journey flask, is late',
    'Failed: journey flask',
    '5 of the passed tests are recorded, in 1 steps; the oldest proof is 2 days old',
    '9 passed, 2 failed',
  ]);
});

test('a page keeps the rest of its text when its table is replaced', () => {
  const once = withTable('before\n<!-- steps: written by `npm test -- all` -->\nold\n<!-- /steps -->\nafter\n', 'new');
  expect(once).toBe('before\n<!-- steps: written by `npm test -- all` -->\n\nnew\n\n<!-- /steps -->\nafter\n');
  expect(withTable(once, 'new')).toBe(once);
});

test('a test that passed only on a retry is told apart', () => {
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--root', 'test/fixtures/retried', '--reporter', 'json'];
  const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const report = JSON.parse(stdout) as Parameters<typeof retriedIn>[0];
  expect(report).toMatchObject({ numPassedTests: 2, numFailedTests: 0 });
  expect(retriedIn(report)).toEqual([expect.stringMatching(/^is late once: AssertionError: expected 1 to be 2/)]);
});
