import { execa } from 'execa';
import { endGroup } from '../finish.ts';
import type { Trouble } from './outcome.ts';

const MINUTES = 20;
const isWindows = process.platform === 'win32';

/** Where a program runs. */
export interface Place {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/** A program that was started in a group of its own, so that its end is the end of all that it has started. */
export interface Running {
  readonly text: () => string;
  /** The exit code, or the signal that ended it. */
  readonly end: Promise<number | string>;
  readonly stop: () => void;
}

export function started(command: readonly string[], { cwd, env, signal }: Place): Running {
  const [program = '', ...args] = command;
  const options = {
    cwd,
    env,
    extendEnv: false,
    stdin: 'ignore',
    reject: false,
    all: true,
    detached: !isWindows,
  } as const;
  const child = execa(program, args, { ...options, timeout: MINUTES * 60_000 });
  let text = '';
  child.all.on('data', (chunk: Buffer) => (text = (text + chunk.toString()).slice(-200_000)));
  const stop = (): void => endGroup(child.pid);
  signal.addEventListener('abort', stop, { once: true });
  const end = child.then(({ exitCode, signal: by, timedOut, shortMessage }) => {
    signal.removeEventListener('abort', stop);
    // What it left behind would hold a port or the directory.
    stop();
    if (timedOut) text += `\nEnded after ${MINUTES} minutes.`;
    if (exitCode === undefined && by === undefined) text += `\n${shortMessage ?? ''}`;
    return exitCode ?? by ?? 'not started';
  });
  return { text: () => text, end, stop };
}

/** Runs a command to its end; answers what went wrong. */
export async function troubleOf(command: readonly string[], place: Place): Promise<Trouble | undefined> {
  const running = started(command, place);
  const code = await running.end;
  place.signal.throwIfAborted();
  return code === 0 ? undefined : { step: command.join(' '), said: lastLines(running.text()) };
}

/** The end of what a program said, in which the reason is. */
export const lastLines = (text: string): readonly string[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-25);
