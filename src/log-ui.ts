import type { Writable } from 'node:stream';

/** How a person is spoken to, at a terminal or in a log. */
export interface Ui {
  note(title: string, lines: readonly string[]): void;
  warn(line: string): void;
  /** Runs the task under its message; `done` replaces the message when it is through. */
  step<T>(message: string, done: string, task: () => Promise<T>): Promise<T>;
  outro(title: string, lines: readonly string[]): void;
}

/** Plain lines, for logs and pipes; kept apart from the terminal's Ui, which takes longer to load. */
export function logUi(output: Writable): Ui {
  const print = (...lines: readonly string[]): void => void output.write(lines.map((line) => `${line}\n`).join(''));
  return {
    note: (title, lines) => print(`${title}:`, ...lines.map((line) => `  ${line}`.trimEnd())),
    warn: (line) => print(`Note: ${line}`),
    step: async (message, done, task) => {
      print(`${message} …`);
      const result = await task();
      print(done);
      return result;
    },
    outro: (title, lines) => print(title, ...lines.map((line) => `  ${line}`)),
  };
}
