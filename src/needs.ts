import type { Catalog, Layer } from './catalog.ts';
import { wrongUsage } from './errors.ts';
import { partnersOf } from './pairing.ts';
import { questions, type Given, type Question } from './options.ts';

/** What a chosen layer needs another answer to be, or to hold: one of `names`. */
export interface Need {
  readonly by: { readonly key: string; readonly name: string };
  readonly key: string;
  readonly names: readonly string[];
  /** The other answer comes first: it stays as it was chosen. */
  readonly stays?: boolean;
}

/** What the choices among these answers need of others: by their manifests' `requires`, and a service's two by their folders `with/`. */
const needsIn = (given: Given, catalog: Catalog): readonly Need[] =>
  questions.flatMap((question) =>
    layersOf(question, given, catalog).flatMap((layer) => [
      ...requiredBy(layer, question.key),
      ...pairedWith(layer, question.key, given, catalog),
    ]),
  );

const requiredBy = ({ name, manifest }: Layer, by: string): readonly Need[] =>
  Object.entries(manifest.requires ?? {}).map(([key, names]) => ({ by: { key: by, name }, key, names }));

/** A default that fits needs nothing; of the two, the one that is asked for first never follows the other. */
function pairedWith(layer: Layer, by: string, given: Given, catalog: Catalog): readonly Need[] {
  const partners = partnersOf(layer, catalog);
  if (partners === undefined) return [];
  const { key, names } = partners;
  const fallback = String(questions.find((question) => question.key === key)?.default);
  if (answersOf(key, given).length === 0 && names.includes(fallback)) return [];
  return [{ by: { key: by, name: layer.name }, key, names, stays: isBefore(key, by) }];
}

const isBefore = (key: string, other: string): boolean => {
  const keys: readonly string[] = questions.map((question) => question.key);
  return keys.indexOf(key) < keys.indexOf(other);
};

function layersOf(question: Question, given: Given, catalog: Catalog): readonly Layer[] {
  if (!('kind' in question)) return [];
  const { kind } = question;
  return answersOf(question.key, given)
    .filter((name) => name !== 'none')
    .map((name) => catalog.layer(`${kind}/${name}`));
}

function answersOf(key: string, given: Given): readonly string[] {
  const values: Readonly<Record<string, unknown>> = given;
  return [values[key] ?? []].flat().map(String);
}

/** Those of them that the answers don't satisfy. */
export const unmetIn = (given: Given, catalog: Catalog): readonly Need[] =>
  needsIn(given, catalog).filter(({ key, names }) => !answersOf(key, given).some((name) => names.includes(name)));

/** Whether nothing among the answers needs one that was made before it to be different. */
export const isPossible = (given: Given, catalog: Catalog): boolean =>
  unmetIn(given, catalog).every(({ stays }) => stays !== true);

const isList = (key: string): boolean => questions.find((question) => question.key === key)?.type === 'choices';

/** An answer that was not given follows what is needed, and a list takes in one more. */
const canFollow = ({ key, names }: Need, given: Given): boolean =>
  names.length > 0 && (isList(key) || answersOf(key, given).length === 0);

/** The answers with what their choices need, and what that needs in turn; one that says otherwise stays as it is. */
export function withNeeds(given: Given, catalog: Catalog): Given {
  const need = unmetIn(given, catalog).find((each) => canFollow(each, given));
  return need === undefined ? given : withNeeds(follow(given, need), catalog);
}

/** The answers with what was chosen last: what it needs counts more than what was chosen before, but for what is `fixed`. */
export function withChoice(given: Given, fixed: Given, catalog: Catalog): Given {
  const need = unmetIn(given, catalog).find((each) => canFollow(each, each.stays ? given : fixed));
  return need === undefined ? given : withChoice(follow(given, need), { ...fixed, [need.key]: need.names }, catalog);
}

function follow(given: Given, { key, names: [first = ''] }: Need): Given {
  return { ...given, [key]: isList(key) ? [...answersOf(key, given), first].sort() : first };
}

/** One line for each answer that was taken because another one needs it. */
export const takenLines = (given: Given, catalog: Catalog): readonly string[] => {
  const settled = withNeeds(given, catalog);
  return needsIn(settled, catalog)
    .filter(({ key, names }) => !answersOf(key, given).some((name) => names.includes(name)))
    .map((need) => `${said(need, flag)}, which is taken.`);
};

/** Refuses answers of which one needs another one to be different. */
export function refuseUnmet(given: Given, catalog: Catalog, label: (key: string) => string = flag): void {
  const [need] = unmetIn(given, catalog);
  if (need === undefined) return;
  const { by, key, names } = need;
  const take = names.length === 0 ? [] : [`Use ${label(key)} ${names.join(' or ')}`];
  const without = isList(by.key) ? `drop ${by.name} from ${label(by.key)}` : `use another ${label(by.key)}`;
  const instead = isList(key) || names.length === 0 ? '' : `, not ${answersOf(key, given).join(', ')}`;
  throw wrongUsage(`${said(need, label)}${instead}.`, `${[...take, without].join(', or ')}.`);
}

const flag = (key: string): string => `--${key}`;

const said = ({ by, key, names }: Need, label: (key: string) => string): string =>
  names.length === 0
    ? `${label(by.key)} ${by.name} goes with no ${label(key)} that is offered`
    : `${label(by.key)} ${by.name} needs ${label(key)} ${names.join(' or ')}`;

/** What a layer needs, by the titles of the choices: `PostgreSQL and Docker`. A backend comes before its database, and so needs none. */
export const needsTitled = (layer: Layer, catalog: Catalog): string =>
  Object.entries({ ...layer.manifest.requires, ...backendsOf(layer, catalog) })
    .map(([key, names]) => names.map((name) => titleOf(key, name, catalog)).join(' or '))
    .join(' and ');

function backendsOf(layer: Layer, catalog: Catalog): Readonly<Record<string, readonly string[]>> {
  const partners = partnersOf(layer, catalog);
  return partners?.key === 'backend' ? { [partners.key]: partners.names } : {};
}

function titleOf(key: string, name: string, catalog: Catalog): string {
  const question = questions.find((each) => each.key === key);
  if (question === undefined || !('kind' in question)) return name;
  return catalog.layer(`${question.kind}/${name}`).manifest.title;
}
