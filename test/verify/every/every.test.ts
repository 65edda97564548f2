// Every stack that can be chosen, as `verify` sees it: the program as it was built.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const PROGRAM = join(import.meta.dirname, '..', '..', '..', 'bin', 'create-technokaizen-app.js');

interface Report {
  readonly failed: number;
  readonly skippedChecks: readonly string[];
  readonly stacks: readonly { readonly name: string; readonly result: string; readonly findings?: readonly object[] }[];
}

const verify = (...args: readonly string[]): { readonly status: number | null; readonly stdout: string } =>
  spawnSync(process.execPath, [PROGRAM, 'verify', ...args], { encoding: 'utf8', maxBuffer: 2 ** 28 });

test('every stack is rendered, and no check finds anything in it', () => {
  const listed = JSON.parse(verify('--all', '--list', '--json').stdout) as readonly { readonly name: string }[];
  expect(listed.length).toBeGreaterThan(1000);
  const { status, stdout } = verify('--all', '--level', 'render', '--json');
  const { failed, skippedChecks, stacks } = JSON.parse(stdout) as Report;
  const findings = new Set(stacks.flatMap((stack) => stack.findings ?? []).map((found) => JSON.stringify(found)));
  expect([...findings].slice(0, 20)).toEqual([]);
  expect(skippedChecks).toEqual([]);
  expect({ status, failed }).toEqual({ status: 0, failed: 0 });
  expect(stacks.map(({ name }) => name)).toEqual(listed.map(({ name }) => name));
});
