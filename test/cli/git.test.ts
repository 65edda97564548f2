import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { environment, run } from '../support/cli.ts';
import { directoryIn, emptyPlace, isRoot, leaveOut, needsPosix, paths } from '../support/place.ts';

const ARGS = ['my-app', '--yes', '--no-install'] as const;

const git = (cwd: string, ...args: readonly string[]): string =>
  execFileSync('git', args, { cwd, env: environment(), encoding: 'utf8', stdio: 'pipe' }).trim();

/** The answer of --json, of a run that must succeed. */
async function created(cwd: string, args: readonly string[], env = {}): Promise<{ git: boolean; notes: string[] }> {
  const ran = await run([...args, '--json'], { cwd, env });
  expect(ran.code, ran.stderr).toBe(0);
  return JSON.parse(ran.stdout) as { git: boolean; notes: string[] };
}

test('a repository with one commit, a clean tree, and no secret in it', async () => {
  const cwd = emptyPlace();
  expect(await created(cwd, ARGS)).toMatchObject({ git: true, notes: [] });
  const app = join(cwd, 'my-app');
  expect(git(app, 'log', '--format=%s %an')).toMatch(/^Start from create-technokaizen-app \S+ A Tester$/);
  expect(git(app, 'status', '--porcelain')).toBe('');
  expect(git(app, 'branch', '--show-current')).toBe('main');
  expect(git(app, 'ls-files')).not.toMatch(/(^|\/)\.env$/m);
  expect(paths(app, '')).toContain('backend/.env');
});

test('inside another work tree none is started', async () => {
  const outer = emptyPlace();
  git(outer, 'init', '--quiet');
  expect(await created(directoryIn(outer, 'apps'), ARGS)).toMatchObject({
    git: false,
    notes: ['Already inside a git repository; skipped `git init`.'],
  });
  expect(paths(outer, 'apps/my-app')).not.toContain('apps/my-app/.git');
});

test('inside a work tree of another user none is started either', async (context) => {
  if (!isRoot) leaveOut(context, 'only root can give a directory to another user');
  const outer = emptyPlace();
  git(outer, 'init', '--quiet');
  for (const path of [outer, join(outer, '.git')]) chownSync(path, 4711, 4711);
  const { git: started, notes } = await created(outer, ARGS, { LC_ALL: 'de_DE.UTF-8', LANGUAGE: 'de' });
  expect(started).toBe(false);
  expect(notes).toEqual([expect.stringContaining('dubious ownership')]);
  expect(paths(outer, 'my-app')).not.toContain('my-app/.git');
});

test('in a fresh clone nothing is started anew', async () => {
  const cwd = directoryIn(emptyPlace(), 'my-app');
  git(cwd, 'init', '--quiet', '--initial-branch=trunk');
  expect(await created(cwd, ['.', '--yes', '--no-install'])).toMatchObject({ git: false });
  expect(git(cwd, 'branch', '--show-current')).toBe('trunk');
  expect(git(cwd, 'status', '--porcelain')).toContain('?? package.json');
});

describe('git that can not', () => {
  test('commit, as it knows no user: the repository is there, and it is said', async () => {
    const cwd = emptyPlace();
    const config = join(cwd, 'gitconfig');
    writeFileSync(config, '[user]\n\tuseConfigOnly = true\n');
    const { git: started, notes } = await created(cwd, ARGS, { GIT_CONFIG_GLOBAL: config });
    expect(started).toBe(true);
    expect(notes).toEqual([expect.stringMatching(/^git could not create the first commit: fatal: /)]);
    expect(git(join(cwd, 'my-app'), 'rev-parse', '--is-inside-work-tree')).toBe('true');
  });

  test('be found', async () => {
    const cwd = emptyPlace();
    const bin = directoryIn(cwd, 'bin');
    symlinkSync(process.execPath, join(bin, 'node'));
    const { git: started, notes } = await created(cwd, ARGS, { PATH: bin });
    expect(started).toBe(false);
    expect(notes.filter((note) => note.includes('git '))).toEqual([
      'No git repository was started: the program is not installed.',
    ]);
    expect(paths(cwd, 'my-app')).toContain('my-app/package.json');
  });

  test('start', async (context) => {
    needsPosix(context, 'scripts as programs');
    const cwd = emptyPlace();
    const bin = directoryIn(cwd, 'bin');
    writeFileSync(join(bin, 'git'), '#!/bin/sh\necho "fatal: no luck: not a git repository" >&2\nexit 128\n');
    chmodSync(join(bin, 'git'), 0o755);
    const { git: started, notes } = await created(cwd, ARGS, {
      PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`,
    });
    expect(started).toBe(false);
    expect(notes).toEqual([expect.stringContaining('no luck')]);
  });
});

test('variables that a hook sets lead to no other repository', async () => {
  const place = emptyPlace();
  const other = directoryIn(place, 'other');
  git(other, 'init', '--quiet');
  const cwd = directoryIn(place, 'cwd');
  const env = {
    GIT_DIR: join(other, '.git'),
    GIT_WORK_TREE: other,
    GIT_INDEX_FILE: join(other, '.git', 'index'),
    GIT_OBJECT_DIRECTORY: join(other, '.git', 'objects'),
  };
  expect(await created(cwd, ARGS, env)).toMatchObject({ git: true, notes: [] });
  expect(git(join(cwd, 'my-app'), 'rev-list', '--count', 'HEAD')).toBe('1');
  expect(() => git(other, 'rev-parse', 'HEAD')).toThrow();
  expect(paths(other, '.git/objects').filter((path) => /[0-9a-f]{38}$/.test(path))).toEqual([]);
});

test('hooks of the user run neither before nor in the way of the first commit', async () => {
  const cwd = emptyPlace();
  const hooks = directoryIn(cwd, 'hooks');
  for (const name of ['pre-commit', 'commit-msg']) {
    writeFileSync(join(hooks, name), '#!/bin/sh\nexit 1\n');
    chmodSync(join(hooks, name), 0o755);
  }
  const config = join(cwd, 'gitconfig');
  writeFileSync(
    config,
    `[user]\n\tname = A\n\temail = a@example.invalid\n[core]\n\thooksPath = ${hooks.replaceAll('\\', '/')}\n[commit]\n\tgpgSign = true\n`,
  );
  expect(await created(cwd, ARGS, { GIT_CONFIG_GLOBAL: config })).toMatchObject({ git: true, notes: [] });
});

test('--no-git starts none and calls no git', async () => {
  const cwd = emptyPlace();
  const bin = join(cwd, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'git'), `#!/bin/sh\ntouch ${join(cwd, 'called')}\n`);
  chmodSync(join(bin, 'git'), 0o755);
  const env = { PATH: `${bin}${delimiter}${dirname(process.execPath)}` };
  expect(await created(cwd, [...ARGS, '--no-git'], env)).toMatchObject({ git: false, notes: [] });
  expect(paths(cwd, '')).not.toContain('called');
  expect(paths(cwd, 'my-app')).not.toContain('my-app/.git');
});
