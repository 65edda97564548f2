// Programs that a test starts. None of them outlives the test's own process.
import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

export interface Surroundings {
  readonly directory: string;
  readonly env: Readonly<Record<string, string>>;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Program {
  readonly pid: number;
  readonly exit: Promise<Exit>;
  readonly stdout: () => string;
  readonly stderr: () => string;
  readonly signal: (name: NodeJS.Signals) => void;
}

let guardian: Writable | undefined;

/** Its stdin ends with this process, also where this one is killed and can't clean up. */
function tellGuardian(line: string): void {
  guardian ??= startGuardian();
  guardian.write(`${line}\n`);
}

function startGuardian(): Writable {
  const script = fileURLToPath(new URL('guardian.mjs', import.meta.url));
  const child = spawn(process.execPath, [script], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  child.unref();
  child.stdin.on('error', () => undefined);
  if (child.stdin instanceof Socket) child.stdin.unref();
  return child.stdin;
}

export function launch(
  [program = '', ...rest]: readonly string[],
  { directory, env }: Surroundings,
  input?: string,
): Program {
  const stdin = input === undefined ? 'ignore' : 'pipe';
  const child = spawn(program, rest, {
    cwd: directory,
    env: { ...env },
    detached: true,
    stdio: [stdin, 'pipe', 'pipe'],
  });
  if (child.pid) tellGuardian(`+${child.pid}`);
  child.stdin?.on('error', () => undefined); // it may end without reading
  child.stdin?.end(input);
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  return { pid: child.pid ?? 0, exit: exitOf(child), stdout, stderr, signal: (name) => void child.kill(name) };
}

const exitOf = (child: ChildProcess): Promise<Exit> =>
  new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      killGroup(child, 'SIGKILL'); // what it left behind
      if (child.pid) tellGuardian(`-${child.pid}`);
      resolve({ code, signal });
    });
  });

function collect(stream: NodeJS.ReadableStream | null): () => string {
  const chunks: Buffer[] = [];
  stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
}

function killGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid) process.kill(-pid, signal);
  } catch {
    // already gone
  }
}

/** Waits for the end, and kills what takes too long. */
export async function ended(program: Program, milliseconds = 60_000): Promise<Exit> {
  const timer = setTimeout(() => program.signal('SIGKILL'), milliseconds);
  return program.exit.finally(() => clearTimeout(timer));
}

/** Peak memory in bytes of the program and all that it started (Linux). */
export const peakMemory = (group: number): number =>
  sumOf(group, (pid) => field(`/proc/${pid}/status`, /VmHWM:\s+(\d+)/) * 1024);

/** Milliseconds of processor time of the program and all that it started and that still runs (Linux). */
export const cpuTime = (group: number): number =>
  sumOf(group, (pid) => (statField(pid, USER) + statField(pid, SYSTEM)) * TICK);

// Fields of /proc/<pid>/stat, counted from the one behind the name; times are in ticks, which are 10 ms on every Linux.
const [GROUP, USER, SYSTEM] = [2, 11, 12];
const TICK = 10;

const sumOf = (group: number, measure: (pid: string) => number): number =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && statField(name, GROUP) === group)
    .map(measure)
    .reduce((sum, value) => sum + value, 0);

const statField = (pid: string, index: number): number =>
  field(`/proc/${pid}/stat`, new RegExp(`^\\d+ \\(.*\\)(?: \\S+){${index}} (\\d+)`));

function field(file: string, pattern: RegExp): number {
  try {
    return Number(pattern.exec(readFileSync(file, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0; // ended meanwhile
  }
}
