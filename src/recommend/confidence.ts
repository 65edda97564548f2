import type { Ranked } from './rank.ts';

/** A lead of this many points is one small reason: too close to call. */
const CLOSE = 1;

/** How far the first is ahead of the next that can do it too; nothing where there is no other. */
export function leadOf([first, ...rest]: readonly Ranked[]): number | undefined {
  const next = rest.find(({ ruledOut }) => ruledOut.length === 0);
  return first === undefined || next === undefined ? undefined : first.score - next.score;
}

/** Whether the two best are so close that the score decides nothing. */
export function isClose(ranking: readonly Ranked[]): boolean {
  const lead = leadOf(ranking);
  return lead !== undefined && lead <= CLOSE;
}

/**
 * From 0 to 1, the lower of two: how much was said that tells the choices apart, and how far the best is ahead. Each grows as n / (n + 2):
 * two answers, or two points, are worth one half.
 */
export function confidenceOf(ranking: readonly Ranked[]): number {
  const lead = leadOf(ranking);
  const ahead = lead === undefined ? 1 : grown(Math.max(0, lead));
  return Math.round(Math.min(grown(tellingAnswers(ranking)), ahead) * 100) / 100;
}

const grown = (n: number): number => n / (n + 2);

/** How many of the answers are weighed differently for different choices, or rule one out. */
function tellingAnswers(ranking: readonly Ranked[]): number {
  const weighed = ranking.flatMap(({ reasons }) => reasons.map(({ criterion }) => criterion));
  const barring = ranking.flatMap(({ ruledOut }) => ruledOut);
  return [...new Set([...weighed, ...barring])].filter(
    (id) => barring.includes(id) || new Set(ranking.map((each) => contribution(each, id))).size > 1,
  ).length;
}

const contribution = ({ reasons }: Ranked, id: string): number =>
  reasons.find(({ criterion }) => criterion === id)?.contribution ?? 0;
