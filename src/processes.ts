import { execa, type Options } from 'execa';

const isWindows = process.platform === 'win32';

/** How a program ended that was run to read its output. */
export interface Captured {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
  /** One line: why it failed. */
  readonly reason: string;
}

/** Runs a program to its end; one that fails or is not installed is an answer, never an error. */
export async function runProgram(program: string, args: readonly string[], options: Options = {}): Promise<Captured> {
  const { failed, code, stdout, stderr, shortMessage } = await execa(program, args, {
    ...options,
    reject: false,
    encoding: 'utf8',
  });
  const text = { stdout: String(stdout ?? ''), stderr: String(stderr ?? '') };
  return { ok: !failed, ...text, reason: failed ? reasonIn(text.stderr, code, shortMessage) : '' };
}

function reasonIn(stderr: string, code: string | undefined, shortMessage: string | undefined): string {
  if (code === 'ENOENT') return 'the program is not installed.';
  const lines = linesOf(stderr);
  return lines.find((line) => line.startsWith('fatal: ')) ?? lines.at(-1) ?? shortMessage ?? 'it gave no reason.';
}

/** Where a long-running program runs. */
export interface Place {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** Minutes after which it is ended. */
  readonly minutes?: number;
}

/** A program that leads a process group of its own, so that its end is the end of all that it has started. */
export interface Running {
  readonly text: () => string;
  /** The exit code, or the signal that ended it. */
  readonly end: Promise<number | string>;
  readonly stop: () => void;
}

/** Starts a program and keeps the end of its output; it ends when `signal` aborts. */
export function startProgram(command: readonly string[], { cwd, env, signal, minutes = 0 }: Place): Running {
  const [program = '', ...args] = command;
  const options = { cwd, env, extendEnv: false, stdin: 'ignore', reject: false, all: true } as const;
  const child = execa(program, args, { ...options, detached: !isWindows, timeout: minutes * 60_000 });
  let text = '';
  child.all.on('data', (chunk: Buffer) => (text = (text + chunk.toString()).slice(-200_000)));
  const stop = (): void => endGroup(child.pid);
  signal.addEventListener('abort', stop, { once: true });
  const end = child.then(({ exitCode, signal: by, timedOut, shortMessage }) => {
    signal.removeEventListener('abort', stop);
    // Its leftovers would hold a port or the directory.
    stop();
    if (timedOut) text += `\nEnded after ${minutes} minutes.`;
    if (exitCode === undefined && by === undefined) text += `\n${shortMessage ?? ''}`;
    return exitCode ?? by ?? 'not started';
  });
  return { text: () => text, end, stop };
}

/** Ends a process that leads a group, and all that it has started. */
function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  if (isWindows) {
    void execa('taskkill', ['/pid', String(pid), '/t', '/f'], { reject: false });
    return;
  }
  try {
    process.kill(-pid, 'SIGTERM');
  } catch {
    // It has just ended.
  }
}

/** The end of a program's output, where the reason of a failure is. */
export const lastLines = (text: string, count: number): readonly string[] => linesOf(text).slice(-count);

const linesOf = (text: string): readonly string[] => text.split('\n').filter((line) => line.trim() !== '');
