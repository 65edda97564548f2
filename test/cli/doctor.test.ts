import { chmodSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { BARE, run, type Ran } from '../support/cli.ts';
import { directoryIn, emptyPlace, needsPosix, paths } from '../support/place.ts';

beforeEach((context) => needsPosix(context, 'scripts as programs'));

/** A directory for PATH with Node.js and npm, and programs that are shell scripts; what else the machine has is not seen. */
function pathWith(programs: Readonly<Record<string, string>> = {}): string {
  const bin = directoryIn(emptyPlace(), 'bin');
  for (const name of ['node', 'npm']) symlinkSync(join(dirname(process.execPath), name), join(bin, name));
  symlinkSync('/bin/sh', join(bin, 'sh'));
  for (const [name, text] of Object.entries(programs)) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  return bin;
}

interface Found {
  readonly name: string;
  readonly state: string;
  readonly needed: boolean;
  readonly version?: string;
  readonly why: string;
  readonly get: string;
}

const foundIn = ({ stdout }: Ran): readonly Found[] => (JSON.parse(stdout) as { found: readonly Found[] }).found;

const doctor = (args: readonly string[], programs = {}, env = {}): Promise<Ran> =>
  run(['doctor', ...args], { cwd: emptyPlace(), env: { PATH: pathWith(programs), ...env } });

const NODE = ['--backend', 'node', '--frontend', 'none', '--database', 'sqlite'] as const;
/** Where nothing listens: the ports of the machine are the machine's. */
const FREE = { PORT: '61873', FRONTEND_PORT: '61874' };

describe('doctor', () => {
  test('answers 0 where nothing is missing that is needed, and names what would be nice', async () => {
    const ran = await doctor(NODE, {}, FREE);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toContain('+ Node.js');
    expect(ran.stdout).toContain(process.versions.node);
    expect(ran.stdout).toMatch(/~ git +not there: .*\n? *https:\/\/git-scm\.com/);
    expect(ran.stdout).toContain('Ready: nothing is missing.');
    expect(ran.stdout).not.toContain('Docker');
  });

  test('answers 1 where a tool is missing, with why and where it comes from', async () => {
    const ran = await doctor(['--backend', 'fastapi', '--database', 'sqlite', '--json'], {}, FREE);
    expect(ran.code).toBe(1);
    expect(JSON.parse(ran.stdout)).toMatchObject({ ready: false, stack: { backend: 'fastapi', database: 'sqlite' } });
    const python = foundIn(ran).find(({ name }) => name === 'Python');
    expect(python).toMatchObject({ state: 'missing', needed: true, why: 'runs the service' });
    expect(python?.get).toContain('Python 3.11');
  });

  test.each([
    ['too old', "echo 'Docker version 20.10.7'", { state: 'old', version: '20.10.7' }, /25 or newer: https:/],
    ['without an engine', 'echo "Cannot connect to the Docker daemon" >&2; exit 1', { state: 'broken' }, /daemon/],
    ['right', "echo 'Version: 28.2.2'", { state: 'ok', version: '28.2.2' }, /https:/],
  ])('Docker that is %s', async (_name, script, expected, get) => {
    const ran = await doctor([...NODE, '--deploy', 'docker', '--json'], { docker: script }, FREE);
    const docker = foundIn(ran).find(({ name }) => name === 'Docker');
    expect(docker).toMatchObject(expected);
    expect(docker?.get).toMatch(get);
    expect(ran.code).toBe(expected.state === 'ok' ? 0 : 1);
  });

  test('a port that is taken, and a server that does not answer', async () => {
    const server = createServer();
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
    });
    try {
      const args = ['--backend', 'node', '--frontend', 'none', '--database', 'postgres', '--json'];
      const nowhere = 'postgres://a:b@127.0.0.1:61875/a';
      const found = foundIn(await doctor(args, {}, { PORT: String(port), DATABASE_URL: nowhere }));
      expect(found.find(({ name }) => name === `port ${port}`)).toMatchObject({ state: 'taken', needed: true });
      expect(found.find(({ name }) => name === '127.0.0.1:61875')).toMatchObject({
        ...{ state: 'silent', why: 'is the server of DATABASE_URL' },
      });
    } finally {
      server.close();
    }
  });

  test('in a repository it looks at what that one is, and at its .env', async () => {
    const place = emptyPlace();
    const cwd = join(place, 'my-app');
    const env = { PATH: pathWith({ docker: "echo 'Version: 28.2.2'" }) };
    await run(['my-app', ...BARE, ...NODE, '--deploy', 'docker'], { cwd: place });
    writeFileSync(join(cwd, 'backend', '.env'), 'PORT=61876\n');
    const names = foundIn(await run(['doctor', '--json'], { cwd, env })).map(({ name }) => name);
    expect(names).toEqual(['Node.js', 'npm', 'git', 'Docker', 'port 61876']);
  });

  test('refuses a stack that there is not', async () => {
    const ran = await doctor(['--backend', 'cobol']);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('create', () => {
  test('says at once what will be missing, and writes all the same', async () => {
    const cwd = emptyPlace();
    const ran = await run(['my-app', ...BARE, ...NODE, '--deploy', 'docker'], { cwd, env: { PATH: pathWith() } });
    expect(ran.code).toBe(0);
    const lines = ran.stdout.split('\n');
    const missing = lines.findIndex((line) => line.includes('Docker is missing: it builds and runs the images'));
    expect(missing).toBeGreaterThanOrEqual(0);
    expect(missing).toBeLessThan(lines.findIndex((line) => line.includes('files in my-app')));
    expect(ran.stdout).not.toContain('git is not there');
    expect(paths(cwd, '')).toContain('my-app/compose.yaml');
  });
});
