// A backend is a folder: one that is put among the templates of the published package is offered, flagged, rendered and run, with no other
// change.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { npm, npmStart } from '../stacks/repository.ts';
import { BARE, runProgram, type Ran } from '../support/cli.ts';
import { packageWith } from '../support/extended.ts';
import { emptyPlace, leaveOut, paths } from '../support/place.ts';
import { atTerminal, hasTerminal, KEY } from '../support/terminal.ts';

let cli = '';

beforeAll(() => {
  cli = packageWith('backend/tiny').cli;
});

const run = (args: readonly string[], cwd = emptyPlace()): Promise<Ran> =>
  runProgram([process.execPath, cli, ...args], { cwd });

test('is offered by list, --help and schema', async () => {
  const listed = JSON.parse((await run(['list', '--json'])).stdout) as readonly Listed[];
  expect(listed.find(({ key }) => key === 'backend')?.choices).toContainEqual(
    expect.objectContaining({ name: 'tiny', title: 'Tiny' }),
  );
  expect((await run(['--help'])).stdout).toMatch(/--backend[\s\S]*tiny/);
  expect((await run(['schema'])).stdout).toContain('"tiny"');
});

interface Listed {
  readonly key: string;
  readonly choices: readonly unknown[];
}

test('is a choice of the prompt', async (context) => {
  if (!hasTerminal()) leaveOut(context, 'util-linux’s `script` is not installed, which gives a program a terminal');
  const shown = await atTerminal(
    ['my-app', '--no-install', '--no-git'],
    { cwd: emptyPlace() },
    [
      { see: /What must it do\?/, type: KEY.enter },
      { see: /Which backend\?[\s\S]*Tiny/, type: KEY.interrupt },
    ],
    cli,
  );
  expect(shown.code).toBe(130);
});

test('is rendered with what it stands on, and nothing of another backend', async () => {
  const cwd = emptyPlace();
  const ran = await run(['my-app', '--backend', 'tiny', '--frontend', 'none', ...BARE], cwd);
  expect(ran, ran.stderr).toMatchObject({ code: 0 });
  expect([...paths(cwd, 'my-app/backend')].sort()).toEqual(
    ['.env', '.env.example', '.gitignore', 'database.mjs', 'openapi.json', 'server.mjs', 'server.test.mjs'].map(
      (name) => `my-app/backend/${name}`,
    ),
  );
  expect(readFileSync(join(cwd, 'my-app/README.md'), 'utf8')).toMatch(/\| Tiny \| `backend\/`/);
  expect(readFileSync(join(cwd, 'my-app/.technokaizen.json'), 'utf8')).toContain('"backend": "tiny"');
});

test('runs by the two commands of its repository', async () => {
  const cwd = emptyPlace();
  await run(['my-app', '--backend', 'tiny', '--frontend', 'none', ...BARE], cwd);
  const repo = join(cwd, 'my-app');
  const tested = await npm(repo, ['test']);
  expect(tested.code, tested.text).toBe(0);
  const running = await npmStart(repo);
  try {
    expect((await fetch(`${running.api}/healthz`)).status).toBe(200);
  } finally {
    await running.stop();
  }
});

test('is recommended where its manifest says that it fits, and ranked where it says nothing', async () => {
  const silent = await run(['recommend', '--needs', 'automation', '--json']);
  const { ranking } = JSON.parse(silent.stdout) as { ranking: readonly { backend: string }[] };
  expect(ranking.at(-1)?.backend).toBe('tiny');
  const changed = packageWith('backend/tiny');
  const file = join(changed.templates, 'backend/tiny/manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as object;
  const suits = { needs: { automation: { weight: 5, reason: 'Has next to nothing.', source: 'https://example.org' } } };
  writeFileSync(file, JSON.stringify({ ...manifest, suits }));
  const cwd = emptyPlace();
  const words = ['my-app', '--needs', 'automation', '--frontend', 'none', ...BARE];
  const ran = await runProgram([process.execPath, changed.cli, ...words], { cwd });
  expect(ran, ran.stderr).toMatchObject({ code: 0 });
  expect(readFileSync(join(cwd, 'my-app/.technokaizen.json'), 'utf8')).toContain('"recommended": "tiny"');
  expect(readFileSync(join(cwd, 'my-app/docs/adr/0001-backend.md'), 'utf8')).toContain('# 1. Tiny as the backend');
});
