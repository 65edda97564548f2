import { choicesOf, complete, defaultOf, isOpen, problemWith, shown } from './answers.ts';
import type { Catalog } from './catalog.ts';
import { checkName } from './names.ts';
import { cancelled, Refusal } from './errors.ts';
import {
  questions,
  type Answers,
  type ChoiceQuestion,
  type ChoicesQuestion,
  type Given,
  type Question,
} from './options.ts';
import { findTarget } from './target.ts';
import type { Offer, Prompter } from './ui.ts';

/** Where the asking happens: choices, current directory, terminal. */
export interface Asking {
  readonly catalog: Catalog;
  readonly cwd: string;
  readonly ui: Prompter;
}

/** Asks what is not given and has more than one answer; the rest keeps its default. */
export async function ask(given: Given, asking: Asking): Promise<Given> {
  let answers = given;
  for (const question of questions) {
    const settled = answers[question.key as keyof Answers] !== undefined;
    if (!settled && question.asked && isOpen(question, asking.catalog))
      answers = { ...answers, [question.key]: await prompt(question, answers, asking) };
    if (question.key === 'directory') answers = await nameFor(answers, asking);
  }
  return answers;
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
  const answers = complete(given, asking.cwd);
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
  const offers = open.map(({ key }) => ({ value: key, label: key, hint: shown(answers[key as keyof Answers]) }));
  const key = await asking.ui.select('Which answer?', offers, 'description');
  const question = open.find((each) => each.key === key);
  if (question === undefined) return given;
  const changed = { ...given, [key]: await prompt(question, answers, asking) };
  return key === 'directory' ? nameFor(changed, asking) : changed;
}

function prompt(question: Question, given: Given, asking: Asking): Promise<unknown> {
  const { ui, cwd } = asking;
  const current = given[question.key as keyof Answers] ?? defaultOf(question, given, cwd);
  switch (question.type) {
    case 'switch':
      return ui.confirm(question.message, current === true);
    case 'choice':
      return ui.select(question.message, offersOf(question, asking.catalog), String(current));
    case 'choices':
      return ui.selectMany(question.message, offersOf(question, asking.catalog), current as readonly string[]);
    case 'text':
      return ui.text(question.message, String(current), (value) => problem(question, value, asking));
  }
}

function offersOf(question: ChoiceQuestion | ChoicesQuestion, catalog: Catalog): readonly Offer[] {
  const layers = catalog
    .choices(question.kind)
    .map(({ name, manifest }) => ({ value: name, label: manifest.title, hint: manifest.hint }));
  const none = question.type === 'choice' && choicesOf(question, catalog).includes('none');
  return none ? [...layers, { value: 'none', label: 'None' }] : layers;
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
