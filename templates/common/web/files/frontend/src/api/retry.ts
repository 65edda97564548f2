import { isProblem, UnreachableError } from './errors.ts';

/** Whether another try at loading may help: until the server is there, and twice where it is busy or broke. */
export function isWorthRetrying(failures: number, error: Error): boolean {
  if (error instanceof UnreachableError) return true;
  return isProblem(error) && (error.status === 429 || error.status >= 500) && failures < 2;
}

/** Milliseconds until then: what the API asks for, and longer with each failure. */
export const retryDelay = (failures: number, error: Error): number =>
  (isProblem(error) ? (error.retryAfter ?? 0) * 1_000 : 0) + 500 * 2 ** failures;
