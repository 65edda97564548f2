import type { Candidate } from './candidates.ts';
import type { Criterion } from './criteria.ts';

/** A service that would be split off, or the core that stays. */
export interface SplitService {
  readonly name: string;
  readonly backend: string;
  readonly why: string;
}

/** A need that is met this much worse by the core than by the best is worth a service of its own. */
const APART = 2;
const RULED_OUT = -10;

/** The services that the needs ask for where they pull apart, the core first; none where one backend meets them all about as well. */
export function servicesFor(criteria: readonly Criterion[], ranked: readonly Candidate[]): readonly SplitService[] {
  const needs = criteria.filter(({ question, choice }) => question.key === 'needs' && choice.whole !== true);
  const core = coreOf(needs, ranked);
  if (core === undefined) return [];
  const owners = needs.map((need) => ({ need, owner: ownerOf(need, core, ranked) }));
  const groups = [core, ...ranked.filter((candidate) => candidate !== core)]
    .map((backend) => ({ backend, needs: owners.filter(({ owner }) => owner === backend).map(({ need }) => need) }))
    .filter((group) => group.needs.length > 0);
  return groups.length < 2 ? [] : groups.map((group) => describe(group, core));
}

const fit = ({ cannot, suits }: Candidate, { id }: Criterion): number =>
  cannot.has(id) ? RULED_OUT : (suits.get(id)?.weight ?? 0);

// Of equally good ones the one that is ranked higher.
const bestFor = (need: Criterion, ranked: readonly Candidate[]): Candidate | undefined =>
  ranked.reduce<Candidate | undefined>(
    (best, each) => (best === undefined || fit(each, need) > fit(best, need) ? each : best),
    undefined,
  );

/** The backend that is the best for most of the needs; of several, the one whose needs weigh more. */
function coreOf(needs: readonly Criterion[], ranked: readonly Candidate[]): Candidate | undefined {
  const share = (candidate: Candidate): number => {
    const own = needs.filter((need) => bestFor(need, ranked) === candidate);
    return own.length + own.reduce((sum, need) => sum + fit(candidate, need), 0) / 100;
  };
  return ranked.reduce<Candidate | undefined>(
    (best, each) => (best === undefined || share(each) > share(best) ? each : best),
    undefined,
  );
}

function ownerOf(need: Criterion, core: Candidate, ranked: readonly Candidate[]): Candidate {
  const best = bestFor(need, ranked);
  return best !== undefined && fit(best, need) - fit(core, need) >= APART ? best : core;
}

function describe(
  { backend, needs }: { backend: Candidate; needs: readonly Criterion[] },
  core: Candidate,
): SplitService {
  const heaviest = [...needs].sort((a, b) => fit(backend, b) - fit(backend, a))[0];
  const reason = heaviest === undefined ? undefined : backend.suits.get(heaviest.id)?.reason;
  return {
    name: backend === core ? 'core' : (heaviest?.choice.name ?? backend.name),
    backend: backend.name,
    why: [`For ${needs.map(({ choice }) => choice.title).join(', ')}.`, reason ?? ''].join(' ').trim(),
  };
}
