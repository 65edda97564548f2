// The two commands of the README, each as the very first one in a clone.
import { chmodSync, cpSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { emptyPlace } from '../support/place.ts';
import { clone, run } from './clone.ts';

const isRoot = process.getuid?.() === 0;
const cache = emptyPlace();
const emptyCache = { npm_config_cache: cache };

test('`npm start -- my-app --yes` installs, builds, and writes a repository with its dependencies', async () => {
  const directory = await clone();
  const { code, stdout, stderr } = await run(['npm', 'start', '--', 'my-app', '--yes'], directory, { env: emptyCache });
  expect(code, stdout + stderr).toBe(0);
  expect(existsSync(join(directory, 'my-app', 'frontend', 'node_modules'))).toBe(true);
  expect(existsSync(join(directory, 'my-app', 'backend', '.venv'))).toBe(true);
});

describe('`npm test`', () => {
  let directory = '';
  beforeAll(async () => {
    directory = await clone();
  });

  test('installs what it needs, and runs the steps that were asked for', async () => {
    const { code, stdout, stderr } = await run(['npm', 'test', '--', 'format'], directory, { env: emptyCache });
    expect(code, stdout + stderr).toBe(0);
    expect(stdout.trim().split('\n').at(-1)).toBe('1 passed, 0 failed');
    expect(stdout).toContain('[1/1] format');
  });

  test('names the steps where none has the word', async () => {
    const { code, stderr } = await run(['npm', 'test', '--', 'cobol'], directory);
    expect(code).toBe(2);
    expect(stderr).toContain('No step has "cobol" in its name.');
    expect(stderr).toContain('  lint\n');
  });

  test('does not need git', async () => {
    const bin = emptyPlace();
    for (const program of ['node', 'npm', 'sh']) symlinkSync(await pathOf(program), join(bin, program));
    const { code, stdout, stderr } = await run(['npm', 'test', '--', 'format'], directory, { env: { PATH: bin } });
    expect(code, stdout + stderr).toBe(0);
  });

  test('runs in a clone of another owner', async ({ skip }) => {
    if (!isRoot) return skip('this needs root');
    const { code, stdout, stderr } = await run(['npm', 'test', '--', 'format'], directory, { through: asNobody() });
    expect(code, stdout + stderr).toBe(0);
  });
});

describe('one line says what is missing', () => {
  const last = (text: string): string => text.trim().split('\n').at(-1) ?? '';

  test('where there is no network', async ({ skip }) => {
    if (!isRoot) return skip('this needs root');
    const env = { npm_config_cache: emptyPlace(), npm_config_fetch_retries: '0' };
    const { code, stderr } = await run(['npm', 'test'], await clone(), { env, through: ['unshare', '-n'] });
    expect(code).toBe(1);
    expect(last(stderr)).toMatch(/^Cannot install the development dependencies: the npm registry cannot be reached; /);
    expect(stderr).not.toContain('    at ');
  });

  test('where this user may not write', async ({ skip }) => {
    if (!isRoot) return skip('this needs root');
    const directory = await clone();
    const { code, stderr } = await run(['npm', 'test'], directory, { through: asNobody() });
    expect(code).toBe(1);
    expect(last(stderr)).toContain(`this user may not write to ${directory}`);
  });

  test('where Node.js is too old', async () => {
    const { isNodeSupported } = await import('../../scripts/prepare.mjs');
    const versions = ['18.20.0', '20.18.3', '20.19.0', '21.7.0', '22.12.0', '22.13.0', '24.0.0'];
    expect(versions.filter(isNodeSupported)).toEqual(['20.19.0', '22.13.0', '24.0.0']);
  });
});

/** Runs a program as a user without rights and without a home. */
function asNobody(): readonly string[] {
  const home = emptyPlace();
  chmodSync(home, 0o777);
  const env = ['env', `HOME=${home}`, `npm_config_cache=${join(home, 'cache')}`, `npm_config_prefer_offline=true`];
  if (existsSync(cache)) cpSync(cache, join(home, 'cache'), { recursive: true });
  mkdirSync(join(home, 'cache'), { recursive: true });
  return ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', ...env];
}

async function pathOf(program: string): Promise<string> {
  const { stdout } = await run(['sh', '-c', `command -v ${program}`], '/', {
    env: { PATH: process.env['PATH'] ?? '' },
  });
  return stdout.split(delimiter)[0] ?? '';
}
