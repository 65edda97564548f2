import type { Memory } from '../lib/memory.ts';
import { sleep } from '../lib/sleep.ts';

const KEY = 'session-renewal';
const GRACE = 1_000;

/**
 * A page that is left while it renews never sees the answer, but the browser still stores the new cookie. The next page must not send
 * the old one in the meantime: that would look like theft and end the session. So a renewal leaves a mark until it is through.
 */
export async function markRenewal<T>(memory: Memory, renewal: () => Promise<T>): Promise<T> {
  memory.write(KEY, String(Date.now()));
  try {
    return await renewal();
  } finally {
    memory.forget(KEY);
  }
}

/** Lets a renewal that a page before this one began come to its end. */
export async function afterInterruptedRenewal(memory: Memory): Promise<void> {
  const age = Date.now() - Number(memory.read(KEY) ?? 0);
  if (age >= 0 && age < GRACE) await sleep(GRACE - age);
}
