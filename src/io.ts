import type { Readable, Writable } from 'node:stream';
import { Refusal } from './errors.ts';

/** The process as the commands see it; a test puts streams of its own in. */
export interface Io {
  readonly input: Readable;
  /** For people: stdout, or stderr where --json keeps stdout for itself. */
  readonly output: Writable;
  /** For programs: one text on stdout. */
  readonly result: (text: string) => void;
  readonly cwd: string;
  /** The words after the program's name, to repeat them in a hint. */
  readonly words: readonly string[];
  /** Whether there is a person at a terminal to ask. */
  readonly interactive: boolean;
  /** Aborts on Ctrl-C, SIGTERM, and when the terminal is closed. */
  readonly signal: AbortSignal;
  readonly version: string;
}

/** This process. What takes a while to open (streams, signals) is opened when it is first asked for. */
export function processIo(words: readonly string[], json: boolean, version: string): Io {
  let signal: AbortSignal | undefined;
  return {
    words,
    version,
    result: (text) => void open(process.stdout).write(`${text}\n`),
    get cwd() {
      return currentDirectory();
    },
    get input() {
      return process.stdin;
    },
    get output() {
      return open(json ? process.stderr : process.stdout);
    },
    get interactive() {
      return process.stdin.isTTY && process.stdout.isTTY && !process.env['CI'];
    },
    get signal() {
      return (signal ??= abortOnSignals());
    },
  };
}

function abortOnSignals(): AbortSignal {
  const abort = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => abort.abort());
  return abort.signal;
}

/** An output whose reader may go away: after `… | head` there is nobody to tell, and the work goes on. */
export function open(output: NodeJS.WriteStream): NodeJS.WriteStream {
  return output.listenerCount('error') > 0 ? output : output.on('error', ignoreClosedPipe);
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

function currentDirectory(): string {
  try {
    return process.cwd();
  } catch {
    throw new Refusal('The current directory no longer exists.', 'Change to one that does.');
  }
}
