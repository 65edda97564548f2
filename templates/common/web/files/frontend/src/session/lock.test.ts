import { expect, it, vi } from 'vitest';
import { createLock, createQueue } from './lock.ts';

it('runs one task at a time, also after one that failed', async () => {
  const queue = createQueue();
  const log: string[] = [];
  const task = (name: string) => async () => {
    log.push(`${name} starts`);
    await Promise.resolve();
    log.push(`${name} ends`);
    if (name === 'a') throw new Error('a failed');
  };
  await Promise.allSettled([queue(task('a')), queue(task('b'))]);
  expect(log).toEqual(['a starts', 'a ends', 'b starts', 'b ends']);
});

it("takes the browser's lock where there is one", async () => {
  const request = vi.fn((_: string, task: () => Promise<string>) => task());
  vi.stubGlobal('navigator', { locks: { request } });
  expect(await createLock('session')(() => Promise.resolve('done'))).toBe('done');
  expect(request).toHaveBeenCalledWith('session', expect.any(Function));
});
