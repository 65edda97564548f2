/** Something wrong with the surroundings: one line for whoever runs the service, no stack trace. */
export class Failure extends Error {}

export const MIGRATE_FIRST =
  'run the migrations first: npm run migrate, or node dist/cli.js migrate in production';

/** The first line of what went wrong. A refused connection hides its reason in a list. */
export function reason(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return reason(error.errors[0]);
  const [line = ''] = String(error instanceof Error ? error.message : error)
    .trim()
    .split('\n');
  return line === '' ? 'no answer in time' : line;
}
