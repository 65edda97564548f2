import { chmodSync, chownSync, mkdirSync, readdirSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { BARE, finished, packageRoot, run, start } from '../support/cli.ts';
import { directoryIn, emptyPlace, isRoot, leaveOut, needsPosix, paths, snapshot } from '../support/place.ts';

let whole = 0;
beforeAll(async () => {
  const cwd = emptyPlace();
  await run(['my-app', ...BARE], { cwd });
  whole = paths(cwd, 'my-app').length;
});

test.for([
  ['SIGINT', 'a new directory', 'my-app', false],
  ['SIGINT', 'new parents', 'a/b/my-app', false],
  ['SIGINT', 'an empty directory', 'my-app', true],
  ['SIGTERM', 'a new directory', 'my-app', false],
  ['SIGTERM', 'an empty directory', 'my-app', true],
  ['SIGHUP', 'a new directory', 'my-app', false],
] as const)('%s while writing into %s: all or nothing', async ([signal, , directory, existing], context) => {
  needsPosix(context, 'signals that a program can catch');
  const codes: (number | null)[] = [];
  for (let attempt = 0; attempt < 6; attempt += 1) {
    const cwd = emptyPlace();
    if (existing) mkdirSync(join(cwd, directory));
    const before = snapshot(cwd, { modes: true });
    const child = start([directory, ...BARE], { cwd });
    await untilWriting(cwd, existing ? directory : '');
    await setTimeout(2 * attempt);
    child.kill(signal);
    const { code, signal: endedBy } = await finished(child);
    codes.push(code);
    if (code === 130) expect(snapshot(cwd, { modes: true })).toEqual(before);
    else expect(paths(cwd, directory)).toHaveLength(whole);
    // All was written, and the signal met a process that was ending anyway, with no handler any more.
    if (code === null) expect(endedBy).toBe(signal);
  }
  expect([0, 130, null]).toEqual(expect.arrayContaining(codes));
  expect(codes).toContain(130);
});

/** Waits until the temporary directory is there: the writing has begun. */
async function untilWriting(cwd: string, below: string): Promise<void> {
  const bound = Date.now() + 20_000;
  while (Date.now() < bound) {
    const names = readdirSync(join(cwd, below));
    if (names.length > 0) return;
    await setTimeout(1);
  }
  throw new Error('it never began to write');
}

test('a signal before anything is written leaves nothing', async () => {
  for (const delay of [5, 20, 40]) {
    const cwd = emptyPlace();
    const child = start(['my-app', ...BARE], { cwd });
    await setTimeout(delay);
    child.kill('SIGINT');
    const { code, signal } = await finished(child);
    expect(code === 130 || signal === 'SIGINT').toBe(true);
    expect(paths(cwd, '')).toEqual([]);
  }
});

describe('a directory that may not be written', () => {
  const NOBODY = 65534;

  test.for([
    ['new', 'my-app', 0o555],
    ['empty', '.', 0o555],
    ['unreadable', 'closed', 0o000],
    ['closed above', 'closed/my-app', 0o000],
  ] as const)('%s: exit 1, nothing left', async ([, directory, mode], context) => {
    needsPosix(context, 'permission bits');
    const cwd = emptyPlace();
    const closed = directory.startsWith('closed') ? directoryIn(cwd, 'closed') : cwd;
    if (isRoot) chownSync(cwd, NOBODY, NOBODY);
    if (isRoot) chownSync(closed, NOBODY, NOBODY);
    chmodSync(cwd, 0o755);
    chmodSync(closed, mode);
    onTestFinished(() => chmodSync(closed, 0o755));
    const user = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];
    const ran = await run([directory, '--name', 'my-app', ...BARE], { cwd, through: isRoot ? user : [] });
    expect(ran.code, ran.stderr).toBe(1);
    expect(ran.stderr.trimEnd().split('\n')).toHaveLength(2);
    expect(ran.stderr).toContain('the permission is missing');
    chmodSync(closed, 0o755);
    expect(paths(closed, '')).toEqual([]);
  });
});

test('a full disk: exit 1, nothing left', async (context) => {
  if (!isRoot) leaveOut(context, 'only root may mount the small disk that gets full');
  for (const [directory, size] of [
    ['my-app', '64k'],
    ['a/my-app', '200k'],
    ['.', '128k'],
  ] as const) {
    const cwd = emptyPlace();
    const mount = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', cwd], { encoding: 'utf8' });
    if (mount.status !== 0) leaveOut(context, `this root may not mount: ${mount.stderr.trim()}`);
    try {
      const ran = await run([directory, '--name', 'my-app', ...BARE], { cwd });
      expect(ran).toMatchObject({ code: 1 });
      expect(ran.stderr).toContain('the disk is full. Nothing was left behind.');
      expect(paths(cwd, '')).toEqual([]);
    } finally {
      spawnSync('umount', [cwd]);
    }
  }
});

test('a reader that goes away stops nothing', () => {
  const cwd = emptyPlace();
  const program = join(packageRoot(), 'bin', 'create-technokaizen-app.js');
  const shell = `"$0" "$1" my-app --yes --no-install --no-git --json | true; exit \${PIPESTATUS:-0}`;
  const pipe = spawnSync('bash', ['-c', shell, process.execPath, program], { cwd, encoding: 'utf8' });
  expect(pipe.status).toBe(0);
  expect(pipe.stderr).not.toMatch(/EPIPE|Error|\bat \b/);
  expect(paths(cwd, '')).toContain('my-app/package.json');
});
