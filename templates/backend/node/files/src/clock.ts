let last = '';
let count = 0;

/**
 * Now, in UTC and to the microsecond. The clock ticks in milliseconds: what happens within one of
 * them is counted on, so that rows keep the order in which this process made them.
 */
export function now(): string {
  const tick = new Date().toISOString().slice(0, -1);
  count = tick === last ? Math.min(count + 1, 999) : 0;
  last = tick;
  return `${tick}${String(count).padStart(3, '0')}Z`;
}

export const inSeconds = (seconds: number): string =>
  new Date(Date.now() + seconds * 1000).toISOString().replace('Z', '000Z');
