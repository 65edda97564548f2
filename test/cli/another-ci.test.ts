// A CI provider is a folder: one that is put among the templates of the published package is offered, rendered with its files for other choices,
// checked, and held to what every pipeline is held to, with no other change. Its schema: test/ci/fixture-lint.test.ts.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { BARE, runProgram, type Ran } from '../support/cli.ts';
import { packageWith, suiteOn, templatesWith } from '../support/extended.ts';
import { emptyPlace, leaveOut, paths } from '../support/place.ts';
import { atTerminal, hasTerminal, KEY } from '../support/terminal.ts';

let cli = '';

beforeAll(() => {
  ({ cli } = packageWith('ci/bitbucket'));
});

const run = (args: readonly string[], cwd = emptyPlace()): Promise<Ran> =>
  runProgram([process.execPath, cli, ...args], { cwd });

interface Listed {
  readonly key: string;
  readonly choices: readonly unknown[];
}

test('is offered by list, --help and schema', async () => {
  const listed = JSON.parse((await run(['list', '--json'])).stdout) as readonly Listed[];
  expect(listed.find(({ key }) => key === 'ci')?.choices).toContainEqual(
    expect.objectContaining({ name: 'bitbucket', title: 'Bitbucket Pipelines' }),
  );
  expect((await run(['--help'])).stdout).toMatch(/--ci[\s\S]*bitbucket/);
  expect((await run(['schema'])).stdout).toContain('"bitbucket"');
});

test('is a choice of the prompt', async (context) => {
  if (!hasTerminal()) leaveOut(context, 'util-linux’s `script` is not installed, which gives a program a terminal');
  const flags = ['--backend', 'fastapi', '--frontend', 'none', '--database', 'sqlite', '--no-install', '--no-git'];
  const shown = await atTerminal(
    ['my-app', ...flags],
    { cwd: emptyPlace() },
    [{ see: /Which CI pipelines\?[\s\S]*GitLab/, type: KEY.interrupt }],
    cli,
  );
  expect(shown.text).toContain('Bitbucket Pipelines');
});

interface Bitbucket {
  readonly definitions: { readonly steps: readonly { readonly step: { readonly name: string } }[] };
}

test('is rendered with what it has for other choices, and with nothing of another provider', async () => {
  const cwd = emptyPlace();
  const flags = ['--backend', 'flask', '--database', 'postgres', '--deploy', 'docker', '--ci', 'bitbucket'];
  const ran = await run(['my-app', ...flags, ...BARE], cwd);
  expect(ran, ran.stderr).toMatchObject({ code: 0 });
  const text = readFileSync(join(cwd, 'my-app/bitbucket-pipelines.yml'), 'utf8');
  const names = (parse(text) as Bitbucket).definitions.steps.map(({ step }) => step.name);
  expect(names).toEqual(
    expect.arrayContaining(['backend', 'frontend', 'contract', 'secrets', 'dependencies', 'images', 'browser']),
  );
  expect(text).toContain('image: postgres:17');
  expect(text).toMatch(/name: backend\n +caches:\n +- node\n +- pip\n/);
  expect(paths(cwd, 'my-app').filter((path) => /github|gitlab|azure|renovate/.test(path))).toEqual([]);
});

test('is verified beside every other choice', async () => {
  const { code, stdout } = await run([
    'verify',
    '--pairs',
    '--ci',
    'bitbucket',
    '--license',
    'mit',
    '--deploy',
    'docker',
  ]);
  expect(stdout).toMatch(/\b0 failed/);
  expect(code).toBe(0);
});

test.each([
  ['test/ci/vitest.config.ts', 'test/ci/model.test.ts', 'bitbucket.*(same commands|bound in time)'],
  ['vitest.config.ts', 'test/verify/defects.test.ts', 'bitbucket-pipelines.yml with'],
])('is among what the suites try, which pass: %s %s', { timeout: 250_000 }, async (config, file, name) => {
  const { code, stdout, stderr } = await suiteOn(templatesWith('ci/bitbucket'), config, file, name);
  expect(code, stdout + stderr).toBe(0);
  expect(stdout).toMatch(/Tests +[2-9]\d* passed/);
});
