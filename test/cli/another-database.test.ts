// A database is a folder, also for its tests: one that is put among the templates of the published package, with files for one backend, is offered
// with that backend, rendered, checked, run and listed for the suites, with no other change.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import { npm, npmStart } from '../stacks/repository.ts';
import { BARE, runProgram, type Ran } from '../support/cli.ts';
import { packageWith } from '../support/extended.ts';
import { emptyPlace, leaveOut, paths } from '../support/place.ts';
import { databaseTests } from '../support/service/database.ts';
import { atTerminal, hasTerminal, KEY, type Shown } from '../support/terminal.ts';

let cli = '';
let templates = '';

beforeAll(() => {
  ({ cli, templates } = packageWith('backend/tiny', 'database/journal'));
});

const run = (args: readonly string[], cwd = emptyPlace()): Promise<Ran> =>
  runProgram([process.execPath, cli, ...args], { cwd });

const TINY = ['my-app', '--backend', 'tiny', '--frontend', 'none', '--database', 'journal', ...BARE];

interface Listed {
  readonly key: string;
  readonly choices: readonly unknown[];
}

test('is offered by list, --help and schema, with what it needs', async () => {
  const listed = JSON.parse((await run(['list', '--json'])).stdout) as readonly Listed[];
  expect(listed.find(({ key }) => key === 'database')?.choices).toContainEqual({
    ...{ name: 'journal', title: 'Journal' },
    hint: expect.stringMatching(/a file of JSON lines, .*; needs Tiny$/) as string,
  });
  expect((await run(['--help'])).stdout).toMatch(/--database[\s\S]*journal/);
  expect((await run(['schema'])).stdout).toContain('"journal"');
});

const databasesBeside = (backend: string): Promise<Shown> =>
  atTerminal(
    ['my-app', '--backend', backend, '--frontend', 'none', '--no-install', '--no-git'],
    { cwd: emptyPlace() },
    [{ see: /Which database\?[\s\S]*SQLite/, type: KEY.interrupt }],
    cli,
  );

test('is a choice of the prompt beside its backend, and beside no other', async (context) => {
  if (!hasTerminal()) leaveOut(context, 'util-linux’s `script` is not installed, which gives a program a terminal');
  expect((await databasesBeside('tiny')).text).toContain('Journal');
  expect((await databasesBeside('fastapi')).text).not.toContain('Journal');
});

test('brings its backend, and is refused beside another one', async () => {
  const cwd = emptyPlace();
  const followed = await run(['my-app', '--frontend', 'none', '--database', 'journal', ...BARE], cwd);
  expect(followed, followed.stderr).toMatchObject({ code: 0 });
  expect(followed.stdout).toContain('--database journal needs --backend tiny, which is taken.');
  expect(readFileSync(join(cwd, 'my-app/.technokaizen.json'), 'utf8')).toContain('"backend": "tiny"');
  const refused = await run(['my-app', '--backend', 'flask', '--database', 'journal', ...BARE]);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('--backend flask needs --database postgres or sqlite, not journal.');
  expect(refused.stderr).toContain('Use --database postgres or sqlite');
});

test('is rendered into the directory of its backend, without what its tests are', async () => {
  const cwd = emptyPlace();
  const ran = await run(TINY, cwd);
  expect(ran, ran.stderr).toMatchObject({ code: 0 });
  const files = paths(cwd, 'my-app').filter((path) => /database|tests\.mjs/.test(path));
  expect(files).toEqual(['my-app/backend/database.mjs']);
  expect(readFileSync(join(cwd, 'my-app/backend/.gitignore'), 'utf8')).toMatch(/^\*\.jsonl$/m);
  expect(readFileSync(join(cwd, 'my-app/backend/.env.example'), 'utf8')).toContain('DATABASE_URL=journal:app.jsonl');
});

test('is verified in every stack that has it, and in no other', async () => {
  const some = ['verify', '--all', '--license', 'mit', '--frontend', 'none', '--ci', 'none', '--deploy', 'none'];
  const listed = (await run([...some, '--list'])).stdout.split('\n').filter((line) => line.includes('journal'));
  expect(listed.map((line) => line.split(' ')[0])).toEqual(['tiny-none-journal-mit']);
  const { code, stdout } = await run([
    'verify',
    '--all',
    '--license',
    'mit',
    '--database',
    'journal',
    '--deploy',
    'none',
  ]);
  expect(stdout).toMatch(/\b0 failed/);
  expect(code).toBe(0);
});

test('is planned by the runner: its stacks, beside its backend alone, and what starts it', async () => {
  vi.stubEnv('TEMPLATES', templates);
  const { databases, deployed, executed, stacks } = await import('../../scripts/test/plan.ts');
  vi.unstubAllEnvs();
  expect(stacks.map(({ name }) => name)).toContain('tiny-none-journal');
  const beside = [...stacks, ...deployed, ...executed].filter(({ answers }) => answers['database'] === 'journal');
  expect(new Set(beside.map(({ answers }) => answers['backend']))).toEqual(new Set(['tiny']));
  expect(databases).toContainEqual({ name: 'journal', tests: testsOf('journal') });
});

/** The module by which tests use a database, where its manifest says that it is. */
function testsOf(database: string): string {
  const folder = join(templates, 'database', database);
  const { tests } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as { readonly tests: string };
  return join(folder, tests);
}

/** Starts a repository's service on a database, asks it something, and stops it. */
async function askService(repo: string, url: string, init?: RequestInit): Promise<unknown> {
  const file = join(repo, 'backend/.env');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^DATABASE_URL=.*$/m, `DATABASE_URL=${url}`));
  const running = await npmStart(repo);
  try {
    return await (await fetch(`${running.api}/notes`, init)).json();
  } finally {
    await running.stop();
  }
}

test('is used by the service, as the tests of its folder provide it', { timeout: 60_000 }, async () => {
  const cwd = emptyPlace();
  await run(TINY, cwd);
  const repo = join(cwd, 'my-app');
  const tested = await npm(repo, ['test']);
  expect(tested.code, tested.text).toBe(0);
  const tests = await databaseTests({ DATABASE_TESTS: testsOf('journal') });
  const { start, create, copy, drop, contents, provision } = tests;
  const { value: server = '' } = await start(cwd, []);
  const url = await create(server);
  expect(await provision(server, url)).toBe(url);
  const note = { title: 'A note' };
  await askService(repo, url, { method: 'POST', body: JSON.stringify(note) });
  expect(await contents(url)).toContain('A note');
  const second = await copy(server, url);
  await drop(url);
  expect(await askService(repo, second)).toEqual([note]);
  await drop(second);
  expect(existsSync(second.replace('journal:', ''))).toBe(false);
});
