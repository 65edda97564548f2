import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { BARE, run, type Where } from '../support/cli.ts';
import { directoryIn, emptyPlace, isRoot, leaveOut, needsPosix, paths, sha256, snapshot } from '../support/place.ts';

const FLAGS = [
  ...['--database', 'postgres'],
  ...['--frontend', 'react'],
  ...['--license', 'apache-2.0'],
  ...['--description', 'Bücher & “Äpfel” 🙂'],
  ...['--owner', 'Ann Öther'],
] as const;

/** Every file that is no secret: path → hash. */
function open(app: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(snapshot(app)).filter(([path]) => !secretFiles(app).includes(path)));
}

const secretFiles = (app: string): readonly string[] => paths(app, '').filter((path) => /(^|\/)\.env$/.test(path));

async function scaffold(args: readonly string[], where: Where = { cwd: emptyPlace() }): Promise<string> {
  const ran = await run([...args, ...BARE], where);
  expect(ran.code, ran.stderr).toBe(0);
  return where.cwd;
}

let model: Readonly<Record<string, string>>;
let modelSecrets: readonly string[];

beforeAll(async () => {
  const app = join(await scaffold(['my-app', ...FLAGS]), 'my-app');
  model = open(app);
  modelSecrets = secretsIn(app);
});

/** Values that were made for this repository alone. */
function secretsIn(app: string): readonly string[] {
  return secretFiles(app).flatMap((path) => readFileSync(join(app, path), 'utf8').match(/[0-9a-f]{32,}/g) ?? []);
}

describe('the same answers give the same bytes', () => {
  test('whatever the order of the flags', async () => {
    const pairs = FLAGS.flatMap((word, index) => (index % 2 === 0 ? [[word, FLAGS[index + 1] ?? '']] : []));
    const cwd = await scaffold([...pairs.reverse().flat(), 'my-app']);
    expect(open(join(cwd, 'my-app'))).toEqual(model);
  });

  test.each([
    ['locale', { LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8', LANGUAGE: 'tr' }],
    ['plain locale', { LC_ALL: 'C', LANG: 'C' }],
    ['time zone', { TZ: 'Pacific/Kiritimati' }],
    ['colours and CI', { FORCE_COLOR: '3', CI: 'true' }],
    ['a user without a home', { HOME: '/nowhere', USER: 'somebody', USERNAME: 'somebody', LOGNAME: 'somebody' }],
  ])('whatever the %s', async (_name, env) => {
    const cwd = await scaffold(['my-app', ...FLAGS], { cwd: emptyPlace(), env });
    expect(open(join(cwd, 'my-app'))).toEqual(model);
  });

  test.for(['000', '022', '077'])('whatever the umask: %s', async (umask, context) => {
    needsPosix(context, 'permission bits');
    const through = ['sh', '-c', `umask ${umask}; exec "$@"`, 'sh'];
    const app = join(await scaffold(['my-app', ...FLAGS], { cwd: emptyPlace(), through }), 'my-app');
    expect(open(app)).toEqual(model);
    for (const path of secretFiles(app)) expect(statSync(join(app, path)).mode & 0o777).toBe(0o600);
    const mode = statSync(join(app, 'README.md')).mode & 0o777;
    expect(mode).toBe(0o644 & ~Number.parseInt(umask, 8));
  });

  test('whatever the directory, and with a file for the answers', async () => {
    const cwd = emptyPlace();
    const answers = Object.fromEntries(
      FLAGS.flatMap((word, i) => (i % 2 === 0 ? [[word.slice(2), FLAGS[i + 1]]] : [])),
    );
    writeFileSync(join(cwd, 'answers.json'), JSON.stringify({ ...answers, directory: 'deep/er/here', name: 'my-app' }));
    await scaffold(['--config', 'answers.json'], { cwd });
    expect(open(join(cwd, 'deep/er/here'))).toEqual(model);
    const inPlace = directoryIn(emptyPlace(), 'my-app');
    await scaffold(['.', ...FLAGS], { cwd: inPlace });
    expect(open(inPlace)).toEqual(model);
  });

  test('without a network', async (context) => {
    const isolated = spawnSync('unshare', ['--net', 'true']);
    if (!isRoot || isolated.status !== 0) leaveOut(context, 'only root may take the network away (unshare --net)');
    const cwd = await scaffold(['my-app', ...FLAGS], { cwd: emptyPlace(), through: ['unshare', '--net'] });
    expect(open(join(cwd, 'my-app'))).toEqual(model);
  });
});

test('two scaffolds share no secret, and each has one of 64 characters in its .env alone', async () => {
  const app = join(await scaffold(['my-app', ...FLAGS]), 'my-app');
  const secrets = secretsIn(app);
  expect(secrets.length).toBeGreaterThan(0);
  expect(secrets.every((secret) => secret.length === 64)).toBe(true);
  expect(new Set([...secrets, ...modelSecrets]).size).toBe(secrets.length + modelSecrets.length);
  for (const path of Object.keys(open(app)).filter((each) => statSync(join(app, each)).isFile()))
    for (const secret of secrets) expect(readFileSync(join(app, path), 'utf8')).not.toContain(secret);
});

test('the record names the version, the answers and the hash of every other file that is no secret', async () => {
  const app = join(await scaffold(['my-app', ...FLAGS]), 'my-app');
  const text = readFileSync(join(app, '.technokaizen.json'), 'utf8');
  const record = JSON.parse(text) as {
    version: string;
    answers: Record<string, unknown>;
    files: Record<string, string>;
  };
  expect(record.version).toMatch(/^\d+\.\d+\.\d+/);
  expect(record.answers).toMatchObject({
    name: 'my-app',
    database: 'postgres',
    license: 'apache-2.0',
    ci: [],
    deploy: [],
  });
  const written = Object.keys(open(app)).filter((path) => statSync(join(app, path)).isFile());
  expect(Object.keys(record.files).sort()).toEqual(written.filter((path) => path !== '.technokaizen.json').sort());
  for (const [path, sum] of Object.entries(record.files)) expect(sum).toBe(sha256(readFileSync(join(app, path))));
  expect(text).not.toContain(app);
});

test('the answers of a record render the same again', async () => {
  const app = join(await scaffold(['my-app', ...FLAGS]), 'my-app');
  const { answers } = JSON.parse(readFileSync(join(app, '.technokaizen.json'), 'utf8')) as { answers: object };
  const again = await scaffold(['other', '--config', '-'], {
    cwd: emptyPlace(),
    stdin: { text: JSON.stringify(answers) },
  });
  expect(open(join(again, 'other'))).toEqual(model);
  expect(existsSync(join(again, 'my-app'))).toBe(false);
});
