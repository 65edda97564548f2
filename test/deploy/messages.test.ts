// What `npm run docker` says where it can't do it: in one line, before anything is built. No engine is needed: a `docker` of our own answers.
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { BARE, run, runProgram, type Ran } from '../support/cli.ts';
import { emptyPlace, needsPosix } from '../support/place.ts';

let repo = '';
beforeEach(async (context) => {
  needsPosix(context, 'scripts as programs');
  const cwd = emptyPlace();
  const { code, stderr } = await run(['my-app', '--deploy', 'docker', ...BARE], { cwd });
  expect(code, stderr).toBe(0);
  repo = join(cwd, 'my-app');
});

/** The repository's script, with nothing on the PATH but a shell and this `docker`. */
function withDocker(script?: string): Promise<Ran> {
  const bin = join(dirname(repo), 'bin');
  mkdirSync(bin);
  if (script !== undefined) {
    writeFileSync(join(bin, 'docker'), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, 'docker'), 0o755);
  }
  const PATH = [bin, ...(script === undefined ? [] : ['/bin'])].join(delimiter);
  return runProgram([process.execPath, 'scripts/docker.mjs'], { cwd: repo, env: { PATH } });
}

const VERSION = 'case "$*" in "version "*) echo 26.1.5 ;;';

test.each([
  ['no docker', undefined, 'Docker is needed and there is none: https://docs.docker.com/get-started/get-docker/'],
  [
    'an engine that does not answer',
    'echo Client: >&2; echo "Cannot connect to the Docker daemon" >&2; exit 1',
    'Docker does not answer; is it started? It says: Cannot connect to the Docker daemon',
  ],
  ['an engine that says nothing', 'exec sleep 60', 'Docker does not answer; is it started? It says nothing.'],
  ['an engine that is too old', 'echo 20.10.24', 'Docker 25 or newer is needed; this is 20.10.24.'],
  [
    'no compose',
    `${VERSION} *) exit 1 ;; esac`,
    'Docker Compose is needed and there is none: https://docs.docker.com/compose/install/',
  ],
  [
    'a secret without a value',
    `${VERSION} "compose version") ;; *) echo "error while interpolating x: required variable BACKEND_SECRET_KEY is missing a value: …" >&2; exit 1 ;; esac`,
    'BACKEND_SECRET_KEY is not set: give it a value in .env; .env.example says what it is.',
  ],
])('%s', async (_what, script, line) => {
  const { code, stdout, stderr } = await withDocker(script);
  expect(stderr).toBe(`${line}\n`);
  expect(stdout).toBe('');
  expect(code).toBe(1);
});

test.each([
  ['ended', 'backend-migrations exited 1 ', 'backend-migrations (exited) says: SECRET_KEY is too short'],
  ['starts again and again', 'backend restarting 1 ', 'backend (restarting) says: SECRET_KEY is too short'],
  ['does not get healthy', 'backend running 0 unhealthy', 'backend (unhealthy) says: SECRET_KEY is too short'],
  ['is told by nothing', 'backend running 0 healthy', 'see above, and `docker compose logs`.'],
])('a stack that does not come up: the service that %s', async (_what, state, line) => {
  const clearing = '\\033[2KSECRET_KEY is too short'; // as Compose writes it
  const { code, stderr } = await withDocker(
    `${VERSION} "compose version") ;; "compose config"*) echo '{"services":{}}' ;; "compose up"*) exit 1 ;;
    "compose ps"*) echo "backend-database running 0 healthy"; echo "${state}" ;; "compose logs"*) printf '${clearing}\\n' ;; *) exit 9 ;; esac`,
  );
  expect(stderr).toBe(`The stack is not up: ${line}\n`);
  expect(code).toBe(1);
});

test('secrets of its own are in a file that only its owner reads, and stay', async () => {
  await withDocker();
  const read = (): string => readFileSync(join(repo, '.env'), 'utf8');
  const first = read();
  expect(first).toMatch(/^BACKEND_SECRET_KEY=[0-9a-f]{64}$/m);
  expect(first).not.toContain('change-me');
  expect(statSync(join(repo, '.env')).mode & 0o777).toBe(0o600);
  await runProgram([process.execPath, 'scripts/docker.mjs'], { cwd: repo, env: { PATH: '' } });
  expect(read()).toBe(first);
});
