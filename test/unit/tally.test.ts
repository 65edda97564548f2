import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const url = new URL('../../scripts/test/tally.mjs', import.meta.url).href;
const { triedAgain } = (await import(url)) as { triedAgain: (report: unknown) => readonly string[] };

test('what passed only when it was tried again is told from what passed', () => {
  const root = join(import.meta.dirname, '..', '..');
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const args = ['run', '--root', join(root, 'test', 'fixtures', 'tally'), '--reporter', 'json'];
  const { stdout } = spawnSync(process.execPath, [vitest, ...args], { encoding: 'utf8' });
  const report: unknown = JSON.parse(stdout);
  expect(report).toMatchObject({ numPassedTests: 2, numFailedTests: 0 });
  expect(triedAgain(report)).toEqual([expect.stringMatching(/^is late once: AssertionError: expected 1 to be 2/)]);
});
