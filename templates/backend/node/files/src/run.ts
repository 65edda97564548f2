import { Failure } from './failure.ts';

/** Runs a program. What is wrong with its surroundings is one line on stderr and exit code 1. */
export function run(program: () => Promise<void>): void {
  Promise.resolve()
    .then(program)
    .catch((error: unknown) => {
      if (!(error instanceof Failure)) throw error;
      process.stderr.write(`error: ${error.message}\n`);
      process.exit(1);
    });
}
