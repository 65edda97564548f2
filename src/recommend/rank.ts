import type { Knowledge, Weighed } from '../catalog.ts';
import type { Candidate } from './candidates.ts';
import type { Criterion } from './criteria.ts';

/** What one answer adds to a score, and why. */
export interface Reason {
  readonly criterion: string;
  readonly contribution: number;
  readonly text: string;
  readonly source: string;
}

/** A choice with its score, which is the sum of its reasons' contributions. */
export interface Ranked {
  readonly backend: string;
  readonly title: string;
  readonly score: number;
  /** The heaviest first. */
  readonly reasons: readonly Reason[];
  readonly cautions: readonly string[];
  /** Criteria that it can't meet: it stands behind all that can, whatever its score. */
  readonly ruledOut: readonly string[];
}

/** The choices, the fittest first. Who ties stands in alphabetical order, after `fallback`: what is taken where nothing is said. */
export function rank(
  candidates: readonly Candidate[],
  criteria: readonly Criterion[],
  fallback: string,
): readonly Ranked[] {
  const unknown = new Set(candidates.filter(({ suits }) => suits.size === 0).map(({ name }) => name));
  const order = ({ backend, ruledOut, score }: Ranked): readonly (number | string)[] => [
    ...[ruledOut.length > 0 ? 1 : 0, unknown.has(backend) ? 1 : 0],
    ...[-score, backend === fallback ? 0 : 1, backend],
  ];
  return candidates.map((candidate) => weigh(candidate, criteria)).sort((a, b) => firstDifference(order(a), order(b)));
}

function firstDifference(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) < (b[at] ?? 0) ? -1 : 1;
}

function weigh(candidate: Candidate, criteria: readonly Criterion[]): Ranked {
  const { name, title } = candidate;
  const reasons = reasonsOf(candidate, criteria);
  const barred = criteria.flatMap(({ id }) => {
    const known = candidate.cannot.get(id);
    return known === undefined ? [] : [{ id, known }];
  });
  return {
    ...{ backend: name, title, reasons },
    score: reasons.reduce((sum, { contribution }) => sum + contribution, 0),
    cautions: cautionsOf(
      candidate,
      reasons,
      barred.map(({ known }) => known),
    ),
    ruledOut: barred.map(({ id }) => id),
  };
}

const reasonsOf = ({ suits }: Candidate, criteria: readonly Criterion[]): readonly Reason[] =>
  criteria
    .flatMap(({ id }) => toReason(id, suits.get(id)))
    // A stable sort: reasons of one weight stay in the order of the questions.
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));

const toReason = (criterion: string, known: Weighed | undefined): readonly Reason[] =>
  known === undefined || known.weight === 0
    ? []
    : [{ criterion, contribution: known.weight, text: known.reason, source: known.source }];

const cautionsOf = (
  { suits, title }: Candidate,
  reasons: readonly Reason[],
  barred: readonly Knowledge[],
): readonly string[] => [
  ...(suits.size === 0 ? [`Nothing is known of what ${title} suits: it is ranked last, with a score of 0.`] : []),
  ...barred.map(({ reason }) => reason),
  ...reasons.filter(({ contribution }) => contribution < 0).map(({ text }) => text),
];
