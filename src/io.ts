import type { Readable, Writable } from 'node:stream';

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
  readonly colour: boolean;
  /** Aborts on Ctrl-C and SIGTERM. */
  readonly signal: AbortSignal;
  readonly version: string;
}
