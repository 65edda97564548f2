import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { inject } from 'vitest';

/** What a user sees of one run. */
export interface Ran {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Standard input: nothing, a pipe that stays open without a word, a descriptor that is closed, or a text. */
export type Stdin = 'null' | 'open' | 'closed' | { readonly text: string };

export interface Where {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly stdin?: Stdin;
  /** A program with its arguments that runs ours: `unshare -n`, `setpriv …`. */
  readonly through?: readonly string[];
  /** Milliseconds after which it hangs. */
  readonly bound?: number;
}

const BOUND = 30_000;

/** The installed package, from the tarball. */
export const packageRoot = (): string => join(inject('installed'), 'node_modules', 'create-technokaizen-app');

/** The program as npm links it. */
export const program = (): string => programOf(packageRoot());

/** Runs the installed CLI without a terminal. */
export async function run(args: readonly string[], where: Where): Promise<Ran> {
  return finished(start(args, where));
}

/** A program of any kind, under the same conditions. */
export const runProgram = (command: readonly string[], where: Where): Promise<Ran> =>
  finished(spawned(command, where), where.bound);

/** Starts the installed CLI; `finished` waits for it. */
export function start(args: readonly string[], where: Where): ChildProcess {
  const node = [...(where.through ?? []), process.execPath, program(), ...args];
  return spawned(where.stdin === 'closed' ? ['sh', '-c', 'exec "$@" <&-', 'sh', ...node] : node, where);
}

function spawned([command = '', ...args]: readonly string[], { cwd, env, stdin = 'null' }: Where): ChildProcess {
  const input = stdin === 'null' || stdin === 'closed' ? 'ignore' : 'pipe';
  const stdio: StdioOptions = [input, 'pipe', 'pipe'];
  const child = spawn(command, args, { cwd, stdio, env: environment(env) });
  if (typeof stdin === 'object') child.stdin?.on('error', () => undefined).end(stdin.text);
  return child;
}

/** Waits for the end, with a bound: a hang is a failure that says so. */
export async function finished(child: ChildProcess, bound = BOUND): Promise<Ran> {
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('a run without pipes');
  const end = new Promise<Pick<Ran, 'code' | 'signal'>>((resolve, reject) => {
    child.on('error', reject).on('close', (code, signal) => resolve({ code, signal }));
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), bound);
  const [out, err, { code, signal }] = await Promise.all([text(stdout), text(stderr), end]);
  clearTimeout(timer);
  if (signal === 'SIGKILL') throw new Error(`still running after ${bound} ms\n${out}\n${err}`);
  return { code, signal, stdout: out, stderr: err };
}

/** The machine's environment without what would change an answer: CI, colours, git's and npm's own variables. */
export function environment(more: Where['env'] = {}): NodeJS.ProcessEnv {
  const foreign = /^(CI|NO_COLOR|FORCE_COLOR|INIT_CWD|VITEST.*|NODE_ENV|NODE_OPTIONS|GIT_.*|npm_.*|LC_.*|TZ)$/;
  const own = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return {
    ...Object.fromEntries(own),
    GIT_CONFIG_GLOBAL: join(import.meta.dirname, 'gitconfig'),
    GIT_CONFIG_NOSYSTEM: '1',
    ...more,
  };
}

/** The package alone, copied somewhere else: no node_modules beside or above it. */
export function packedCopyOfPackage(place: string): string {
  const copy = join(place, 'copy of the package');
  cpSync(packageRoot(), copy, { recursive: true });
  return copy;
}

/** The same with its templates as a directory in place of the packed file: a test may change them. */
export function copyOfPackage(place: string): string {
  const copy = packedCopyOfPackage(place);
  rmSync(join(copy, 'dist', 'templates.bin'));
  cpSync(TEMPLATES, join(copy, 'templates'), { recursive: true });
  return copy;
}

const TEMPLATES = join(import.meta.dirname, '..', '..', 'templates');

/** The program of a package that was copied. */
export const programOf = (copy: string): string => join(copy, 'bin', 'create-technokaizen-app.js');

/** A whole scaffold that needs neither network nor git. */
export const BARE = ['--yes', '--no-install', '--no-git'] as const;
