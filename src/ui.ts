import type { Readable, Writable } from 'node:stream';
import * as clack from '@clack/prompts';
import pc from 'picocolors';
import { cancelled } from './errors.ts';
import type { Ui } from './log-ui.ts';
import { widthOf, wrapped } from './wrap.ts';

/** One line of a choice. */
export interface Offer {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

/** A Ui that can ask; every answer may throw `cancelled()`. */
export interface Prompter extends Ui {
  intro(title: string): void;
  text(message: string, fallback: string, problem: (value: string) => string | undefined): Promise<string>;
  select(message: string, offers: readonly Offer[], initial: string): Promise<string>;
  selectMany(message: string, offers: readonly Offer[], initial: readonly string[]): Promise<readonly string[]>;
  confirm(message: string, initial: boolean): Promise<boolean>;
}

/** Prompts, spinner and boxes. */
export function terminalUi(input: Readable, output: Writable, signal: AbortSignal): Prompter {
  const streams: Streams = { input, output, signal };
  return {
    intro: (title) => clack.intro(pc.inverse(` ${title} `), streams),
    note: (title, lines) => box(title, wrapped(lines, widthOf(output) - 6).map(painted), streams),
    warn: (line) => clack.log.warn(line, streams),
    step: (message, done, task) => spin(message, done, task, streams),
    outro: (title, lines) => {
      box('Next', lines, streams);
      clack.outro(pc.green(title), streams);
    },
    text: async (message, fallback, problem) =>
      answered(
        await clack.text({
          message,
          placeholder: fallback,
          defaultValue: fallback,
          validate: (value) => problem(value === undefined || value === '' ? fallback : value),
          ...streams,
        }),
      ),
    select: async (message, offers, initial) =>
      answered(await clack.select({ message, options: [...offers], initialValue: initial, ...streams })),
    selectMany: async (message, offers, initial) =>
      answered(
        await clack.multiselect({
          message,
          options: [...offers],
          initialValues: [...initial],
          required: false,
          ...streams,
        }),
      ),
    confirm: async (message, initial) => answered(await clack.confirm({ message, initialValue: initial, ...streams })),
  };
}

const box = (title: string, lines: readonly string[], streams: Streams): void =>
  clack.note(lines.join('\n'), title, { ...streams, format: (line) => line });

/** Bars, and the marks that lines of a recommendation begin with, in colours. */
const painted = (line: string): string =>
  line
    .replace(/█+/, (bar) => pc.cyan(bar))
    .replace(/░+/, (rest) => pc.dim(rest))
    .replace(/^\+ /, (mark) => pc.green(mark))
    .replace(/^− /, (mark) => pc.yellow(mark))
    .replace(/^! /, (mark) => pc.yellow(mark))
    .replace(/^[~·] /, (mark) => pc.dim(mark));

interface Streams {
  readonly input: Readable;
  readonly output: Writable;
  readonly signal: AbortSignal;
}

function answered<T>(value: T): Exclude<T, symbol> {
  if (clack.isCancel(value)) throw cancelled();
  return value as Exclude<T, symbol>;
}

const FRAMES = clack.unicode ? ['◒', '◐', '◓', '◑'] : ['-', '\\', '|', '/'];
const CLEAR_LINE = '\r\u001B[2K';

// Not clack's: that one takes the keyboard, and on Ctrl-C ends the process with exit code 0 in the middle of the task.
async function spin<T>(message: string, done: string, task: () => Promise<T>, streams: Streams): Promise<T> {
  const begin = Date.now();
  const draw = (): void => {
    const time = Date.now() - begin;
    const frame = FRAMES[Math.floor(time / 100) % FRAMES.length] ?? '';
    streams.output.write(`${CLEAR_LINE}${pc.magenta(frame)}  ${message} ${pc.dim(`${Math.floor(time / 1000)}s`)}`);
  };
  const timer = setInterval(draw, 100);
  try {
    draw();
    const result = await task();
    streams.output.write(CLEAR_LINE);
    clack.log.step(done, streams);
    return result;
  } catch (error) {
    streams.output.write(CLEAR_LINE);
    clack.log.error(message, streams);
    throw error;
  } finally {
    clearInterval(timer);
  }
}
