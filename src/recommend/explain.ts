import { behind } from './decision.ts';
import type { Flip } from './flips.ts';
import { flipText, pointsOf, signed } from './prose.ts';
import type { Ranked } from './rank.ts';
import type { Recommendation } from './recommend.ts';

/** Why a backend is not the recommended one; of the recommended one, why the next one is not. */
export interface Explanation {
  readonly backend: string;
  readonly insteadOf: string;
  /** Points between the two. */
  readonly behind: number;
  readonly ruledOut: readonly string[];
  /** What weighs differently for the two, what counts most against `backend` first. */
  readonly differences: readonly Difference[];
  /** Single changes after which it would be recommended. */
  readonly flips: readonly Flip[];
}

interface Difference {
  readonly criterion: string;
  /** What `insteadOf` has more than `backend`. */
  readonly points: number;
  readonly texts: readonly string[];
}

export function explain(found: Recommendation, asked: string): Explanation {
  const [first, second] = found.ranking;
  const against =
    asked === found.recommended ? (second ?? first) : found.ranking.find(({ backend }) => backend === asked);
  if (first === undefined || against === undefined) throw new Error(`${asked} is not in the ranking`);
  const { backend, ruledOut } = against;
  return {
    ...{ backend, ruledOut, insteadOf: found.recommended, behind: behind(found, backend) },
    differences: differencesOf(first, against),
    flips: found.flips.filter(({ recommended }) => recommended === backend),
  };
}

function differencesOf(first: Ranked, other: Ranked): readonly Difference[] {
  const criteria = [...new Set([...first.reasons, ...other.reasons].map(({ criterion }) => criterion))];
  const reasonIn = ({ reasons }: Ranked, id: string) => reasons.find(({ criterion }) => criterion === id);
  return criteria
    .map((criterion) => {
      const [mine, its] = [reasonIn(first, criterion), reasonIn(other, criterion)];
      return {
        criterion,
        points: (mine?.contribution ?? 0) - (its?.contribution ?? 0),
        texts: [[first.title, mine] as const, [other.title, its] as const].flatMap(([title, reason]) =>
          reason === undefined ? [] : [`${title} ${signed(reason.contribution)}: ${reason.text}`],
        ),
      };
    })
    .filter(({ points }) => points !== 0)
    .sort((a, b) => b.points - a.points);
}

/** The explanation for people. */
export function explanationLines(found: Recommendation, asked: string): readonly string[] {
  const { backend, behind: points, insteadOf, differences, flips } = explain(found, asked);
  const ranked = (name: string): Ranked | undefined => found.ranking.find((each) => each.backend === name);
  const [title, best] = [ranked(backend)?.title ?? backend, ranked(insteadOf)?.title ?? insteadOf];
  const barred = ranked(backend)?.ruledOut ?? [];
  return [
    ...(asked === insteadOf && backend !== asked ? [`${best} is the recommended one; next comes ${title}.`] : []),
    `Why not ${title}? ${summary({ best, points, barred })}`,
    ...(barred.length > 0 ? [`  ${barred.join(', ')}: ${ranked(backend)?.cautions[0] ?? ''}`] : []),
    ...differences.flatMap(({ criterion, points: each, texts }) => [
      `  ${criterion}, ${each > 0 ? `${pointsOf(each)} for ${best}` : `${pointsOf(each)} for ${title}`}`,
      ...texts.map((text) => `    ${text}`),
    ]),
    ...(flips.length === 0
      ? [nothingElse(found, title)]
      : ['One of these would change it:', ...flips.map((flip) => `  ${flipText(flip, found)}`)]),
  ];
}

const nothingElse = ({ ranking }: Recommendation, title: string): string =>
  ranking.some(({ reasons }) => reasons.length > 0)
    ? `No single other answer would make it ${title}.`
    : 'Nothing was said about the project: `recommend --needs …` compares the backends for what it must do.';

interface Summary {
  readonly best: string;
  readonly points: number;
  readonly barred: readonly string[];
}

function summary({ best, points, barred }: Summary): string {
  if (barred.length > 0) return 'What was said rules it out.';
  return points === 0
    ? `It fits as well as ${best}, which stands first by the default's order alone.`
    : `It is ${pointsOf(points)} behind ${best}.`;
}
