// Requests that are sent again and again, as a limit counts them.
import type { Answer } from './api.ts';

const minuteNow = (): number => Math.floor(Date.now() / 60_000);

/** A limit may count by the clock's minutes: what began in one and ended in the next is tried once more. */
export async function withinMinute<Result>(attempt: () => Promise<Result>): Promise<Result> {
  const begin = minuteNow();
  const result = await attempt();
  return minuteNow() === begin ? result : attempt();
}

export async function statuses(times: number, send: () => Promise<Answer>): Promise<number[]> {
  const answers: number[] = [];
  for (let round = 0; round < times; round += 1) answers.push((await send()).status);
  return answers;
}

export const repeated = (status: number, times: number): number[] => Array.from({ length: times }, () => status);

let addresses = 0;

/** An address of this machine that nobody has come from yet (Linux). */
export const freshAddress = (): string => `127.0.1.${(addresses += 1)}`;
