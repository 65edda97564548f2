/** What the process answers: documented in the README and in `--help`. */
export const EXIT = { done: 0, refused: 1, usage: 2, bug: 70, cancelled: 130 } as const;

/** Something the user can fix: `message` says what is wrong, `hint` what to do. Never shown with a stack trace. */
export class Refusal extends Error {
  readonly exitCode: number;
  readonly hint: string;

  constructor(message: string, hint: string, exitCode: number = EXIT.refused) {
    super(message);
    this.name = 'Refusal';
    this.hint = hint;
    this.exitCode = exitCode;
  }
}

/** The command line or a config file asks for what can't be: exit code 2. */
export const wrongUsage = (message: string, hint: string): Refusal => new Refusal(message, hint, EXIT.usage);

/** Ctrl-C, a signal, or "no" at the summary: exit code 130, nothing written. */
export const cancelled = (): Refusal => new Refusal('Cancelled: nothing was written.', '', EXIT.cancelled);
