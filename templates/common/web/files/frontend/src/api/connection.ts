import { createStore, until } from '../lib/store.ts';
import { sleep } from '../lib/sleep.ts';
import { UnreachableError } from './errors.ts';

export type Trouble = 'none' | 'unreachable' | 'rate-limited';

const PROBE = '/api/v1/auth/me';
const PROBE_EVERY = 2_000;
const PATIENCE = 20_000;

/** Whether the server answers; the banner shows it. */
export const trouble = createStore<Trouble>('none');

/** `fetch` that knows whether the API was reached: it throws `UnreachableError` where it was not, and keeps trying until it is back. */
export async function send(request: Request): Promise<Response> {
  try {
    const response = await attempt(request);
    if (trouble.get() === 'unreachable') trouble.set('none');
    return response;
  } catch (error) {
    if (request.signal.aborted) throw error;
    noticeTrouble();
    throw new UnreachableError('The server cannot be reached', { cause: error });
  }
}

async function attempt(request: Request): Promise<Response> {
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(PATIENCE)]);
  const response = await fetch(request, { signal });
  if (isFromProxy(response)) throw new Error(`answer ${response.status} is not the API's`);
  return response;
}

/** The API describes each of its errors; a bare 5xx comes from something in front of it. */
const isFromProxy = (response: Response): boolean =>
  response.status >= 500 &&
  response.headers.get('Content-Type')?.startsWith('application/problem+json') !== true;

export const whenReachable = (): Promise<void> => until(trouble, (now) => now !== 'unreachable');

/** Waits as long as the API asks, and says so. */
export async function waitForTurn(seconds: number): Promise<void> {
  trouble.set('rate-limited');
  await sleep(seconds * 1000);
  if (trouble.get() === 'rate-limited') trouble.set('none');
}

function noticeTrouble(): void {
  if (trouble.get() === 'unreachable') return;
  trouble.set('unreachable');
  void probe();
}

async function probe(): Promise<void> {
  while (trouble.get() === 'unreachable') {
    await sleep(PROBE_EVERY);
    // Any answer will do, also the 401 that a request without a token gets.
    const answered = await attempt(new Request(PROBE)).catch(() => undefined);
    if (answered !== undefined && trouble.get() === 'unreachable') trouble.set('none');
  }
}
