import type { ByAnswer, Catalog, Find, Kind, Knowledge, Layer, Weighed } from '../catalog.ts';
import { didYouMean } from '../answers.ts';
import { chain } from '../render/layers.ts';
import { CRITERIA } from './criteria.ts';

/** A choice with all that is known of it, by criterion. */
export interface Candidate {
  readonly name: string;
  readonly title: string;
  readonly suits: ReadonlyMap<string, Weighed>;
  readonly cannot: ReadonlyMap<string, Knowledge>;
}

/** The choices of a question as candidates, in alphabetical order. */
export const candidatesOf = (kind: Kind, catalog: Catalog): readonly Candidate[] =>
  catalog.choices(kind).map((layer) => candidateOf(layer, (id) => catalog.layer(id)));

// What a layer stands on is known of it too; its own word on a criterion wins.
function candidateOf(layer: Layer, find: Find): Candidate {
  const layers = chain(layer, find);
  return {
    name: layer.name,
    title: layer.manifest.title,
    suits: new Map(layers.flatMap((each) => byCriterion(each, each.manifest.suits))),
    cannot: new Map(layers.flatMap((each) => byCriterion(each, each.manifest.cannot))),
  };
}

const KNOWN: ReadonlySet<string> = new Set(CRITERIA.map(({ id }) => id));

function byCriterion<T>({ id: layer }: Layer, known: ByAnswer<T> = {}): readonly (readonly [string, T])[] {
  const entries = Object.entries(known).flatMap(([question, answers]) =>
    Object.entries(answers).map(([answer, value]) => [`${question}.${answer}`, value] as const),
  );
  const wrong = entries.map(([id]) => id).find((id) => !KNOWN.has(id));
  if (wrong === undefined) return entries;
  throw new Error(`${layer}/manifest.json weighs "${wrong}", which is no criterion. ${didYouMean(wrong, [...KNOWN])}`);
}
