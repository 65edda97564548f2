import type { Catalog } from '../catalog.ts';
import { hasProfile } from '../answers.ts';
import type { Answers, Given } from '../options.ts';
import { profileOf } from './criteria.ts';
import { presetsFor, type PresetAnswer } from './presets.ts';
import { recommend, type Recommendation } from './recommend.ts';

/** What was recommended and what was chosen. */
export interface Decision extends Recommendation {
  readonly chosen: string;
  /** By how many points the choice stands behind the recommended one, where it is another. */
  readonly overruledBy?: number;
  /** What follows from the profile besides, as far as the answers follow it. */
  readonly presets: readonly PresetAnswer[];
}

/** The recommendation for a project's answers, beside the backend that they name. */
export function decide(answers: Answers, catalog: Catalog): Decision {
  const found = recommended(profileOf(answers), catalog);
  const chosen = answers.backend;
  const overruled = hasProfile(answers) && chosen !== found.recommended;
  const presets = presetsFor(profileOf(answers), catalog).filter(({ key, answer }) => isSame(answers[key], answer));
  return { chosen, ...(overruled && { overruledBy: behind(found, chosen) }), ...found, presets };
}

const known = new WeakMap<Catalog, Map<string, Recommendation>>();

// Many stacks of one profile, as `verify` has them, are weighed once.
function recommended(profile: Given, catalog: Catalog): Recommendation {
  const ofCatalog = known.get(catalog) ?? new Map<string, Recommendation>();
  known.set(catalog, ofCatalog);
  const key = JSON.stringify(profile);
  const found = ofCatalog.get(key) ?? recommend(profile, catalog);
  ofCatalog.set(key, found);
  return found;
}

const isSame = (given: unknown, preset: PresetAnswer['answer']): boolean => String(given) === String(preset);

/** How many points a backend has less than the recommended one. */
export function behind({ recommended, ranking }: Recommendation, backend: string): number {
  const scoreOf = (name: string): number => ranking.find((each) => each.backend === name)?.score ?? 0;
  return scoreOf(recommended) - scoreOf(backend);
}
