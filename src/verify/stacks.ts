import { choicesOf, complete, refuseContradictions } from '../answers.ts';
import type { Catalog, Kind } from '../catalog.ts';
import type { Row } from '../covering.ts';
import { Refusal } from '../errors.ts';
import { questions, type Answers, type ChoiceQuestion, type ChoicesQuestion, type Given } from '../options.ts';
import { resolveStack, type Stack } from '../stack.ts';

/** A combination of answers that a repository can be made of. */
export interface Combination {
  /** `fastapi-react-sqlite-docker-mit`: what is chosen, the first asked first. */
  readonly name: string;
  /** The answers to the questions that shape the repository; a list joined by `+`. */
  readonly row: Row;
  readonly answers: Answers;
}

/** A question whose choices are the folders of a kind: one of those that shape a repository. */
export type Dimension = (ChoiceQuestion | ChoicesQuestion) & { readonly kind: Kind };

export const dimensions: readonly Dimension[] = questions.filter(
  (question): question is Dimension => 'kind' in question,
);

/** Every valid stack with these answers, in the order of the questions: what is given is fixed, the other dimensions vary. */
export function combinationsOf(given: Given, catalog: Catalog): readonly Combination[] {
  const values = dimensions.map((question) => [question, valuesOf(question, given, catalog)] as const);
  return product(values)
    .map((varied) => combinationOf({ ...given, ...varied }))
    .filter(({ answers }) => stackOf(answers, catalog) !== undefined);
}

/** A combination by all of its answers. */
export function combinationOf(given: Given): Combination {
  const answers = complete({ directory: 'my-app', ...given }, '/');
  const row = Object.fromEntries(dimensions.map(({ key }) => [key, valueOf(answers[key])]));
  return { name: nameOf(row), row, answers };
}

/** The stack of answers, or nothing where they can't stand together. */
export function stackOf(answers: Answers, catalog: Catalog): Stack | undefined {
  try {
    refuseContradictions(answers, (key) => `--${key}`);
    return resolveStack(answers, catalog);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

type Value = string | readonly string[];

function valuesOf(question: Dimension, given: Given, catalog: Catalog): readonly Value[] {
  const fixed = given[question.key] as Value | undefined;
  if (fixed !== undefined) return [fixed];
  const names = choicesOf(question, catalog);
  return question.type === 'choice'
    ? names
    : listsOf(
        question,
        names.filter((name) => name !== 'none'),
        catalog,
      );
}

/**
 * Of a list of choices: none of them, each alone, all together. One that can't be had alone comes with what it needs, the fewest choices that
 * make a stack; and where not all go together, the most that do.
 */
function listsOf(question: Dimension, names: readonly string[], catalog: Catalog): readonly (readonly string[])[] {
  const subsets = subsetsOf(names);
  const valid = subsets.filter((list) => isPossible(question, list, catalog));
  const smallest = names.flatMap((name) => valid.filter((list) => list.includes(name)).slice(0, 1));
  const all = [valid[0] ?? [], ...smallest, valid.at(-1) ?? []];
  return [...new Map(all.map((list) => [list.join('+'), list])).values()];
}

/** All subsets, the smaller first. */
const subsetsOf = (names: readonly string[]): readonly (readonly string[])[] =>
  names
    .reduce<readonly (readonly string[])[]>((lists, name) => [...lists, ...lists.map((list) => [...list, name])], [[]])
    .toSorted((a, b) => a.length - b.length);

/** Whether some stack has this list: what else it has may be what the list needs. */
function isPossible(question: Dimension, list: readonly string[], catalog: Catalog): boolean {
  const others = dimensions.filter(({ key }) => key !== question.key);
  const valuesFor = (other: Dimension): readonly Value[] => {
    const names = choicesOf(other, catalog);
    return other.type === 'choice' ? names : [[], names.filter((name) => name !== 'none')];
  };
  const rows = product(others.map((other) => [other, valuesFor(other)] as const));
  return rows.some((row) => stackOf(combinationOf({ ...row, [question.key]: list }).answers, catalog) !== undefined);
}

const product = (values: readonly (readonly [Dimension, readonly Value[]])[]): readonly Given[] =>
  values.reduce<readonly Given[]>(
    (rows, [{ key }, each]) => rows.flatMap((row) => each.map((value) => ({ ...row, [key]: value }))),
    [{}],
  );

const valueOf = (value: unknown): string => (Array.isArray(value) ? value.join('+') || 'none' : String(value));

// The licence comes last: it is never asked for, and says least.
function nameOf(row: Row): string {
  const asked = dimensions.filter((question) => question.asked !== undefined);
  const rest = dimensions.filter((question) => question.asked === undefined);
  return [...asked, ...rest]
    .filter((question) => question.type === 'choice' || row[question.key] !== 'none')
    .map(({ key }) => row[key])
    .join('-');
}
