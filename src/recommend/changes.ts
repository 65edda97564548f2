import { signed } from './prose.ts';
import type { Ranked } from './rank.ts';
import type { Recommendation } from './recommend.ts';

/** What a repository's record says of its recommendation, as far as it can be compared. */
export interface Recorded {
  readonly recommended: string;
  readonly ranking: readonly Pick<Ranked, 'backend' | 'title' | 'reasons' | 'ruledOut'>[];
}

/** What the knowledge says otherwise today than when a repository was made. */
export interface Changes {
  readonly version: string;
  readonly same: boolean;
  readonly recommended: string;
  readonly changes: readonly string[];
}

/** The recommendation beside the one that a repository's record holds. */
export function changesSince(version: string, recorded: Recorded, found: Recommendation): Changes {
  const changes = changesBetween(recorded, found);
  return { version, same: changes.length === 0, recommended: recorded.recommended, changes };
}

function changesBetween(recorded: Recorded, found: Recommendation): readonly string[] {
  const names = [...new Set([...recorded.ranking, ...found.ranking].map(({ backend }) => backend))].sort();
  const recommended =
    recorded.recommended === found.recommended ? [] : [`recommended: ${recorded.recommended} → ${found.recommended}`];
  return [...recommended, ...names.flatMap((name) => changesOf(name, recorded, found))];
}

type Known = Recorded['ranking'][number];

function changesOf(name: string, recorded: Recorded, found: Recommendation): readonly string[] {
  const before = recorded.ranking.find(({ backend }) => backend === name);
  const after = found.ranking.find(({ backend }) => backend === name);
  if (before === undefined) return [`${name}: is new`];
  if (after === undefined) return [`${name}: is no longer offered`];
  const criteria = [...new Set([before, after].flatMap(({ reasons }) => reasons.map(({ criterion }) => criterion)))];
  return [
    ...criteria
      .filter((id) => points(before, id) !== points(after, id))
      .map((id) => `${name}, ${id}: ${signed(points(before, id))} → ${signed(points(after, id))}`),
    ...ruledOutChange(name, before, after),
  ];
}

const points = ({ reasons }: Known, id: string): number =>
  reasons.find(({ criterion }) => criterion === id)?.contribution ?? 0;

function ruledOutChange(name: string, before: Known, after: Known): readonly string[] {
  const [was, is] = [before, after].map(({ ruledOut }) => [...ruledOut].sort().join(', ') || 'nothing');
  return was === is ? [] : [`${name}, ruled out by: ${was} → ${is}`];
}

/** The comparison for people. */
export const changeLines = ({ version, same, changes }: Changes): readonly string[] =>
  same
    ? [`The same as recorded with version ${version}.`]
    : [`Since version ${version}, which made the record:`, ...changes.map((line) => `  ${line}`)];
