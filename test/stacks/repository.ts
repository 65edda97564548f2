// A generated repository and the commands that its user types in it.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { execa } from 'execa';
import { environment, run } from '../support/cli.ts';
import { freePort } from '../support/service.ts';
import type { StackUnderTest } from '../support/stack-under-test.ts';

const env = environment();

export interface Result {
  readonly code: number | undefined;
  readonly text: string;
}

/** Scaffolds with the packed CLI, without a network. */
export async function scaffold(stack: StackUnderTest, cwd: string): Promise<string> {
  const { code, stderr } = await run([stack.name, ...stack.flags, '--yes', '--no-install'], { cwd });
  if (code !== 0) throw new Error(stderr);
  return join(cwd, stack.name);
}

/** `npm …` in the repository, to its end. */
export async function npm(
  repo: string,
  args: readonly string[],
  input = '',
  more: Readonly<Record<string, string>> = {},
): Promise<Result> {
  const { exitCode, all } = await execa('npm', args, {
    cwd: repo,
    env: { ...env, ...more },
    extendEnv: false,
    all: true,
    reject: false,
    input,
  });
  return { code: exitCode, text: all };
}

/** Whether the part's `format` is its `lint`, but writing: then a lint without a finding has said that it would change nothing. */
export function formatsAsItLints(repo: string, part: string): boolean {
  const file = join(repo, part, 'package.json');
  if (!existsSync(file)) return false;
  const { scripts } = JSON.parse(readFileSync(file, 'utf8')) as { readonly scripts: Readonly<Record<string, string>> };
  return scripts['format'] === scripts['lint']?.replace('eslint', 'eslint --fix').replace('--check', '--write');
}

/** What git sees as changed since the first commit. */
export const changes = async (repo: string): Promise<string> =>
  (await execa('git', ['status', '--porcelain'], { cwd: repo, env, extendEnv: false })).stdout;

/** Replaces a word in all code of the service. */
export async function replaceInService(repo: string, word: string, by: string): Promise<void> {
  const { stdout } = await execa('git', ['ls-files', 'backend'], { cwd: repo, env, extendEnv: false });
  for (const name of stdout.split('\n').filter((path) => /\.(py|ts)$/.test(path))) {
    const file = join(repo, name);
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(word, by));
  }
}

/** Undoes every change since the first commit, but for what git ignores. */
export async function restore(repo: string): Promise<void> {
  await execa('git', ['checkout', '--quiet', '.'], { cwd: repo, env, extendEnv: false });
}

interface DatabaseTests {
  /** Makes what `url` names on the server, as the README has its user do; answers where it is. */
  readonly provision: (server: string, url: string) => Promise<string>;
}

/** Has the database's own tests.mjs provide for the service, and points `backend/.env` at it. */
export async function prepareDatabase(repo: string): Promise<void> {
  const { DATABASE_TESTS: tests, DATABASE_SERVER: server = '' } = process.env;
  if (tests === undefined) return;
  const { provision } = (await import(pathToFileURL(tests).href)) as DatabaseTests;
  const file = join(repo, 'backend', '.env');
  const text = readFileSync(file, 'utf8');
  const line = /^DATABASE_URL=(.*)$/m;
  const url = await provision(server, line.exec(text)?.[1] ?? '');
  writeFileSync(
    file,
    text.replace(line, () => `DATABASE_URL=${url}`),
  );
}

type Ports = Readonly<Record<'PORT' | 'WEB_PORT', string>>;

export const freePorts = async (): Promise<Ports> => ({
  PORT: String(await freePort()),
  WEB_PORT: String(await freePort()),
});

export interface Started {
  readonly api: string;
  readonly page: string;
  readonly ports: Ports;
  readonly output: () => string;
  /** Ctrl-C, as the terminal sends it; answers the exit code, or the signal where npm hands that on. */
  stop(): Promise<number | string | undefined>;
}

/** `npm start` on free ports, once it has said that it is ready. */
export async function npmStart(repo: string): Promise<Started> {
  const ports = await freePorts();
  let text = '';
  const child = execa('npm', ['start'], {
    cwd: repo,
    env: { ...env, ...ports },
    extendEnv: false,
    all: true,
    reject: false,
    detached: true,
    stdin: 'ignore',
  });
  child.all.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await said(child, () => text, 'Ready:');
  const stop = async (): Promise<number | string | undefined> => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
    const { exitCode, signal } = await child;
    return exitCode ?? signal;
  };
  return {
    api: `http://localhost:${ports.PORT}`,
    page: `http://localhost:${ports.WEB_PORT}`,
    ports,
    output: () => text,
    stop,
  };
}

interface Child {
  readonly exitCode: number | null;
  kill(signal: 'SIGKILL'): unknown;
}

async function said(child: Child, text: () => string, words: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (text().includes(words)) return;
    if (child.exitCode !== null) break;
    await sleep(200);
  }
  child.kill('SIGKILL');
  throw new Error(`npm start never said "${words}":\n${text()}`);
}
