import { sleep } from '../lib/sleep.ts';
import { whenReachable } from './connection.ts';
import { UnreachableError } from './errors.ts';
import { isWorthRetrying, retryDelay } from './retry.ts';

/** Loads again while that may help: it pauses while the server is away, and goes on by itself. */
export async function patiently<T>(signal: AbortSignal, load: () => Promise<T>): Promise<T> {
  for (let failures = 0; ; failures += 1) {
    try {
      return await load();
    } catch (error) {
      if (signal.aborted || !(error instanceof Error) || !isWorthRetrying(failures, error))
        throw error;
      await (error instanceof UnreachableError
        ? whenReachable()
        : sleep(retryDelay(failures, error)));
      signal.throwIfAborted();
    }
  }
}
