import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again until the answer is yes; after so many seconds it is no. */
export async function eventually(question: () => Promise<boolean> | boolean, seconds = 30): Promise<boolean> {
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end) {
    if (await question()) return true;
    await sleep(100);
  }
  return false;
}
