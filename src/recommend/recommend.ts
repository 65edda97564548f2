import { hasProfile } from '../answers.ts';
import type { Catalog } from '../catalog.ts';
import { isPossible } from '../needs.ts';
import { QUESTIONS, type Given } from '../options.ts';
import { candidatesOf, type Candidate } from './candidates.ts';
import { confidenceOf, isClose } from './confidence.ts';
import { criteriaOf, profileOf } from './criteria.ts';
import { flipsOf, type Flip } from './flips.ts';
import { rank, type Ranked } from './rank.ts';
import { servicesFor, type SplitService } from './services.ts';

/** A backend with reasons; docs/decision.md describes how it comes about. */
export interface Recommendation {
  readonly recommended: string;
  /** From 0 to 1; below 0.5 it is no more than a hint. */
  readonly confidence: number;
  readonly ranking: readonly Ranked[];
  /** How the project would be split, where it is to be microservices and its needs pull apart. */
  readonly services: readonly SplitService[];
  readonly flips: readonly Flip[];
  /** What has to be said of the whole. */
  readonly notes: readonly string[];
}

const [FALLBACK] = QUESTIONS.filter(({ key }) => key === 'backend').map((question) => String(question.default));

/** The backends that are offered, weighed by what the answers say of the project. The same answers give the same result. */
export const recommend = (given: Given, catalog: Catalog): Recommendation =>
  recommendAmong(candidatesOf('backend', catalog), given);

/** The same of candidates that are known already. */
export function recommendAmong(candidates: readonly Candidate[], given: Given): Recommendation {
  const profile = profileOf(given);
  const ranking = rankBy(profile, candidates);
  const services = split(profile, candidates, ranking);
  return {
    recommended: firstOf(ranking),
    confidence: confidenceOf(ranking),
    ranking,
    services,
    // Where nothing was said, every answer is the first: there is nothing to change.
    flips: hasProfile(profile) ? flipsOf(profile, (other) => firstOf(rankBy(other, candidates))) : [],
    notes: notesOn(profile, ranking, services),
  };
}

/** The recommended backend alone, without what explains it: of those that the other answers allow. */
export function bestFor(given: Given, catalog: Catalog): string {
  const ranking = rankBy(profileOf(given), candidatesOf('backend', catalog));
  const possible = ranking.filter(({ backend }) => isPossible({ ...given, backend }, catalog));
  return firstOf(possible.length === 0 ? ranking : possible);
}

/** The candidates by what speaks for each. */
export const rankBy = (profile: Given, candidates: readonly Candidate[]): readonly Ranked[] =>
  rank(candidates, criteriaOf(profile), FALLBACK ?? '');

function firstOf([first]: readonly Ranked[]): string {
  if (first === undefined) throw new Error('there is no backend under templates/');
  return first.backend;
}

function split(profile: Given, candidates: readonly Candidate[], ranking: readonly Ranked[]): readonly SplitService[] {
  if (profile.architecture !== 'microservices') return [];
  const ranked = ranking.flatMap(({ backend }) => candidates.filter(({ name }) => name === backend));
  return servicesFor(criteriaOf(profile), ranked);
}

function notesOn(profile: Given, ranking: readonly Ranked[], services: readonly SplitService[]): readonly string[] {
  return [...notesOnRanking(profile, ranking), ...notesOnSplit(profile, services)];
}

function notesOnRanking(profile: Given, ranking: readonly Ranked[]): readonly string[] {
  const [first, second] = ranking;
  if (first === undefined || second === undefined) return [];
  if (!hasProfile(profile))
    return [
      `Nothing was said about the project, so nothing was compared: ${first.title} is the default. Compare with \`recommend --needs …\`.`,
    ];
  if (!isClose(ranking)) return [];
  const lead = first.score - second.score;
  return [
    lead === 0
      ? `Too close to call: ${first.title} and ${second.title} fit equally well.`
      : `Too close to call: ${first.title} is one point ahead of ${second.title}.`,
  ];
}

function notesOnSplit(profile: Given, services: readonly SplitService[]): readonly string[] {
  if (profile.architecture !== 'microservices' || profile.scale === 'enterprise') return [];
  const parts = services.length > 0 ? `Each of the ${services.length} services` : 'Each service';
  return [
    `Small teams should start with a monolith: ${parts.toLowerCase()} adds a pipeline, a database, releases and alerts, and good boundaries show only in use. Keep the parts in separate modules, and split off the first one that has to scale or be released on its own.`,
  ];
}
