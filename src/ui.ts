import type { Readable, Writable } from 'node:stream';
import * as clack from '@clack/prompts';
import pc from 'picocolors';
import { cancelled } from './errors.ts';
import type { Ui } from './plain-ui.ts';

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
  const streams = { input, output, signal };
  return {
    intro: (title) => clack.intro(pc.inverse(` ${title} `), streams),
    note: (title, lines) => clack.note(lines.join('\n'), title, { ...streams, format: (line) => line }),
    warn: (line) => clack.log.warn(line, streams),
    step: (message, done, task) => spin(message, done, task, streams),
    outro: (title, lines) => {
      clack.note(lines.join('\n'), 'Next', { ...streams, format: (line) => line });
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

function answered<T>(value: T): Exclude<T, symbol> {
  if (clack.isCancel(value)) throw cancelled();
  return value as Exclude<T, symbol>;
}

async function spin<T>(
  message: string,
  done: string,
  task: () => Promise<T>,
  streams: clack.CommonOptions,
): Promise<T> {
  const spinner = clack.spinner({ ...streams, indicator: 'timer' });
  spinner.start(message);
  try {
    const result = await task();
    spinner.stop(done);
    return result;
  } catch (error) {
    spinner.error(message);
    throw error;
  }
}
