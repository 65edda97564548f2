import { resolve } from 'node:path';
import { closest, distance } from 'fastest-levenshtein';
import type { Catalog, Layer } from './catalog.ts';
import { wrongUsage } from './errors.ts';
import { checkName } from './names.ts';
import { needsTitled } from './needs.ts';
import { isExperimental } from './proven.ts';
import {
  basename,
  isSaid,
  questions,
  type Answers,
  type Choice,
  type ChoiceQuestion,
  type ChoicesQuestion,
  type Given,
  type Known,
  type Question,
} from './options.ts';

/** The choices of a question with their titles, in the order in which they are offered; without `none`. */
export const offered = ({ kind, choices }: ChoiceQuestion | ChoicesQuestion, catalog: Catalog): readonly Choice[] =>
  choices ??
  (kind === undefined ? [] : catalog.choices(kind)).map((layer) => ({
    name: layer.name,
    title: layer.manifest.title,
    hint: hintOf(layer, catalog),
  }));

// What it needs of other answers, and that no run has proven it, is said where it is offered.
function hintOf(layer: Layer, catalog: Catalog): string {
  const needs = needsTitled(layer, catalog);
  const hint = needs === '' ? layer.manifest.hint : `${layer.manifest.hint}; needs ${needs}`;
  return isExperimental(layer) ? `experimental: ${hint}` : hint;
}

/** The names that a choice question takes, in the order in which they are offered. */
export function choicesOf(question: Question, catalog: Catalog): readonly string[] {
  if (question.type !== 'choice' && question.type !== 'choices') return [];
  const { kind, choices = [] } = question;
  const names = (kind === undefined ? choices : catalog.choices(kind)).map(({ name }) => name);
  return question.type === 'choice' && question.none === undefined ? names : [...names, 'none'];
}

/** A question with one choice has its answer already. */
export const isOpen = (question: Question, catalog: Catalog): boolean =>
  !(question.type === 'choice' || question.type === 'choices') || choicesOf(question, catalog).length > 1;

/** What earlier answers settle: the default name is that of the directory, also for `.`. */
function known(given: Given, cwd: string): Known {
  const directory = resolve(cwd, given.directory ?? 'my-app');
  return { directory, name: given.name ?? basename(directory) };
}

/** The default of one question after what is given so far. */
export const defaultOf = (question: Question, given: Given, cwd: string): unknown =>
  question.type === 'text' ? question.default(known(given, cwd)) : question.default;

/** Every question answered, with defaults where nothing was given. */
export function complete(given: Given, cwd: string): Answers {
  let answers: Given = given;
  for (const question of questions) {
    answers = { [question.key]: defaultOf(question, answers, cwd), ...answers };
  }
  return inOrder(answers as Answers);
}

const inOrder = (answers: Answers): Answers =>
  Object.fromEntries(questions.map(({ key }) => [key, answers[key]])) as unknown as Answers;

/** The nearest of `names` in quotes as a question, or nothing where none is near. */
export function didYouMean(word: string, names: readonly string[]): string {
  if (names.length === 0) return '';
  const near = closest(word, names);
  return distance(word, near) <= Math.max(2, word.length / 3) ? `Did you mean "${near}"?` : '';
}

/** Turns unchecked values into answers, or refuses with everything that is wrong with them at once. */
export function check(
  values: Readonly<Record<string, unknown>>,
  catalog: Catalog,
  label: (key: string) => string,
): Given {
  const keys = questions.map((question) => question.key);
  const problems = Object.entries(values).flatMap(([key, value]) => {
    const question = questions.find((candidate) => candidate.key === key);
    if (question === undefined)
      return [`Unknown key "${key}". ${didYouMean(key, keys) || `Known: ${keys.join(', ')}.`}`];
    const problem = problemWith(question, value, catalog);
    return problem === undefined ? [] : [`${label(key)}: ${problem}`];
  });
  if (problems.length > 0)
    throw wrongUsage(problems.join('\n'), '`create-technokaizen-app list` shows every question and its choices.');
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, settled(key, value)]));
}

/** Refuses answers of which one makes nonsense of another. */
export function refuseContradictions(given: Given, label: (key: string) => string): void {
  const [found] = contradictionsIn(given);
  if (found === undefined) return;
  const [one, other] = found.answers.map(({ key, name }) => `${label(key)} ${name}`);
  throw wrongUsage(`${one} contradicts ${other}.`, `Leave one of them out: ${found.why}.`);
}

interface Answer {
  readonly key: keyof Answers;
  readonly name: string;
}

/** Two answers that exclude each other, and why. */
interface Contradiction {
  readonly answers: readonly [Answer, Answer];
  readonly why: string;
}

const CONTRADICTIONS: readonly Contradiction[] = [
  {
    answers: [
      { key: 'architecture', name: 'monolith' },
      { key: 'needs', name: 'microservice' },
    ],
    why: 'a microservice is one of several, a monolith is the only one',
  },
];

/** The contradictions among the given answers. */
export const contradictionsIn = (given: Given): readonly Contradiction[] =>
  CONTRADICTIONS.filter(({ answers }) => answers.every(({ key, name }) => [given[key] ?? []].flat().includes(name)));

// `none` in a list is the same as an empty one; order and repetition say nothing.
function settled(key: string, value: unknown): unknown {
  const question = questions.find((candidate) => candidate.key === key);
  if (question?.type !== 'choices') return value;
  return [...new Set([value].flat() as string[])].filter((name) => name !== 'none').sort();
}

/** What is wrong with one value, in one line; `undefined` where nothing is. */
export function problemWith(question: Question, value: unknown, catalog: Catalog): string | undefined {
  if (question.type === 'switch') return typeof value === 'boolean' ? undefined : 'must be true or false';
  if (question.type === 'choices') return problemWithList(question, value, catalog);
  if (typeof value !== 'string') return 'must be a text';
  return question.type === 'choice'
    ? problemWithChoice(question, value, catalog)
    : problemWithText(question.key, value);
}

function problemWithList(question: Question, value: unknown, catalog: Catalog): string | undefined {
  const names = [value].flat();
  if (!names.every((name) => typeof name === 'string')) return 'must be a list of names';
  if (names.length > 1 && names.includes('none')) return '"none" stands alone';
  return names.map((name) => problemWithChoice(question, name, catalog)).find((problem) => problem !== undefined);
}

function problemWithChoice(question: Question, value: string, catalog: Catalog): string | undefined {
  const names = choicesOf(question, catalog);
  if (names.includes(value)) return undefined;
  return `"${value}" is not offered. ${didYouMean(value, names)} Offered: ${names.join(', ')}.`.replace('  ', ' ');
}

const CONTROL = /[\p{Cc}\p{Cs}\u2028\u2029]/u;

function problemWithText(key: string, value: string): string | undefined {
  if (CONTROL.test(value)) return 'must be one line without control characters';
  if (key === 'name') return problemWithName(value);
  if (value.trim() === '') return 'must not be empty';
  const { length } = Array.from(value);
  return key !== 'directory' && length > 200 ? `must not be longer than 200 characters (it has ${length})` : undefined;
}

/** Why a name can't be used, with one that can. */
function problemWithName(name: string): string | undefined {
  const result = checkName(name);
  return result.ok ? undefined : `${result.reason} Try "${result.suggestion}".`;
}

/** Whether anything was said about the project itself. */
export const hasProfile = (given: Given): boolean =>
  questions.some((question) => 'profile' in question && isSaid(question, given[question.key]));

/** A value as a person reads it. */
export const shown = (value: string | boolean | readonly string[]): string =>
  typeof value === 'boolean' ? (value ? 'yes' : 'no') : [value].flat().join(', ') || 'none';
