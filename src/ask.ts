import { complete, contradictionsIn, defaultOf, hasProfile, isOpen, offered, problemWith, shown } from './answers.ts';
import type { Catalog } from './catalog.ts';
import { checkName } from './names.ts';
import { unmetIn, withChoice } from './needs.ts';
import { cancelled, Refusal } from './errors.ts';
import {
  isAsked,
  profileQuestions,
  questions,
  type Answers,
  type ChoiceQuestion,
  type ChoicesQuestion,
  type Given,
  type Question,
} from './options.ts';
import { presetsFor, withAdvice } from './recommend/presets.ts';
import { brief } from './recommend/prose.ts';
import { recommend } from './recommend/recommend.ts';
import { findTarget } from './target.ts';
import type { Offer, Prompter } from './ui.ts';

/** Where the asking happens: choices, current directory, terminal. */
export interface Asking {
  readonly catalog: Catalog;
  readonly cwd: string;
  readonly ui: Prompter;
  /** What flags and a config file have said: a choice that needs it to be different is not offered. */
  readonly fixed?: Given;
}

/** What bounds an answer. */
type Limits = Pick<Asking, 'catalog' | 'fixed'>;

/** Asks what is not given and has more than one answer; the rest keeps its default. */
export async function ask(given: Given, asking: Asking): Promise<Given> {
  let answers = given;
  for (const question of questions) {
    const settled = answers[question.key] !== undefined;
    if (!settled && isAsked(question, answers) && isOpen(question, asking.catalog))
      answers = chosen(answers, question, await put(question, answers, asking), asking);
    if (question.key === 'directory') answers = await nameFor(answers, asking);
  }
  return answers;
}

// What is chosen may need another answer than the one before: the summary shows what came of it.
const chosen = (given: Given, { key }: Question, value: unknown, { catalog, fixed = {} }: Limits): Given =>
  withChoice({ ...given, [key]: value }, { ...fixed, [key]: value }, catalog);

// Before the backend is asked for, what the answers so far speak for is shown.
function put(question: Question, given: Given, asking: Asking): Promise<unknown> {
  if (question.key === 'backend' && hasProfile(given)) showRecommendation(given, asking);
  return prompt(question, given, asking);
}

function showRecommendation(given: Given, { catalog, ui }: Asking): void {
  ui.note('What fits', brief(recommend(given, catalog), presetsFor(given, catalog)));
}

// A directory may have any name, the project not: only then is it asked for.
async function nameFor(answers: Given, asking: Asking): Promise<Given> {
  const checked = checkName(complete(answers, asking.cwd).name);
  const question = questions.find(({ key }) => key === 'name');
  if (question === undefined || checked.ok) return answers;
  asking.ui.warn(`The directory's name can't be the project's. ${checked.reason}`);
  return { ...answers, name: (await prompt(question, { ...answers, name: checked.suggestion }, asking)) as string };
}

/** Shows all answers and asks whether to go on; one may be changed first, as often as wanted, and defaults follow from the change. */
export async function review(
  given: Given,
  summary: (answers: Answers) => readonly string[],
  asking: Asking,
): Promise<Answers> {
  const answers = complete(withAdvice(given, asking.catalog), asking.cwd);
  asking.ui.note('Ready to write', summary(answers));
  const next = await asking.ui.select('Write it?', NEXT, 'write');
  if (next === 'cancel') throw cancelled();
  if (next === 'write') return answers;
  return review(await change(given, answers, asking), summary, asking);
}

const NEXT: readonly Offer[] = [
  { value: 'write', label: 'Yes, write it' },
  { value: 'change', label: 'Change an answer', hint: 'also description, owner, licence, git' },
  { value: 'cancel', label: 'No, leave it' },
];

async function change(given: Given, answers: Answers, asking: Asking): Promise<Given> {
  const open = questions.filter((question) => isOpen(question, asking.catalog));
  const offers = open.map(({ key }) => ({ value: key, label: key, hint: shown(answers[key]) }));
  const key = await asking.ui.select('Which answer?', offers, 'description');
  const question = open.find((each) => each.key === key);
  if (question === undefined) return given;
  const changed = chosen(given, question, await prompt(question, answers, asking), asking);
  if (key === 'directory') return nameFor(changed, asking);
  return profileQuestions.some((each) => each.key === key) ? decideAnew(changed, asking) : changed;
}

/** What the project is was changed: another backend may fit, and what is preset may be another. */
async function decideAnew(given: Given, asking: Asking): Promise<Given> {
  const backend = questions.find(({ key }) => key === 'backend');
  if (backend === undefined) return given;
  const { backend: before, ...rest } = given;
  const value = await put(backend, { ...rest, ...(!hasProfile(rest) && { backend: before }) }, asking);
  return chosen(rest, backend, value, asking);
}

function prompt(question: Question, given: Given, asking: Asking): Promise<unknown> {
  const { ui, cwd, catalog } = asking;
  const advised = withAdvice(given, catalog);
  const current = advised[question.key] ?? defaultOf(question, given, cwd);
  switch (question.type) {
    case 'switch':
      return ui.confirm(question.message, current === true);
    case 'choice':
      return ui.select(question.message, offersOf(question, given, asking), String(current));
    case 'choices':
      return ui.selectMany(question.message, offersOf(question, given, asking), current as readonly string[]);
    case 'text':
      return ui.text(question.message, String(current), (value) => problem(question, value, asking));
  }
}

function offersOf(question: ChoiceQuestion | ChoicesQuestion, given: Given, asking: Asking): readonly Offer[] {
  const { catalog } = asking;
  const offers = offered(question, catalog)
    .filter(({ name }) => contradictionsIn({ ...given, [question.key]: name }).length === 0)
    .filter(({ name }) => canBeHad(question, name, given, asking))
    .map(({ name, title, hint }) => ({ value: name, label: capital(title), hint }));
  if (question.type === 'choice' && question.none !== undefined)
    return [...offers, { value: 'none', label: question.none }];
  return question.key === 'backend' && hasProfile(given) ? bestFirst(offers, given, catalog) : offers;
}

/** Whether a choice leaves what it needs, and what others need of it, to be had. */
function canBeHad(question: Question, name: string, given: Given, limits: Limits): boolean {
  const value = question.type === 'choices' ? [name] : name;
  return unmetIn(chosen(given, question, value, limits), limits.catalog).length === 0;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function bestFirst(offers: readonly Offer[], given: Given, catalog: Catalog): readonly Offer[] {
  const { ranking, recommended } = recommend(given, catalog);
  return ranking
    .flatMap(({ backend }) => offers.filter(({ value }) => value === backend))
    .map((offer) => (offer.value === recommended ? { ...offer, label: `${offer.label}, recommended` } : offer));
}

function problem(question: Question, value: string, { catalog, cwd }: Asking): string | undefined {
  return (
    problemWith(question, value, catalog) ?? (question.key === 'directory' ? problemWithTarget(value, cwd) : undefined)
  );
}

function problemWithTarget(directory: string, cwd: string): string | undefined {
  try {
    findTarget(directory, cwd);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return `${error.message} ${error.hint}`;
    throw error;
  }
}
