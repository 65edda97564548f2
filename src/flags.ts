import { Command, Option } from 'commander';
import { choicesOf } from './answers.ts';
import type { Catalog } from './catalog.ts';
import { profileQuestions, questions, type Question } from './options.ts';

/** Adds a flag for every question; values stay unchecked texts, so that all problems are told at once later. */
export function addQuestionFlags(command: Command, catalog: Catalog): Command {
  const [directory] = questions.filter(isArgument);
  command.argument('[directory]', directory?.help);
  return addFlags(
    command,
    questions.filter((question) => !isArgument(question)),
    catalog,
  );
}

/** Adds the flags that say what the project is. */
export const addProfileFlags = (command: Command, catalog: Catalog): Command =>
  addFlags(command, profileQuestions, catalog);

/** Adds the flags that choose what a stack is made of. */
export const addStackFlags = (command: Command, catalog: Catalog): Command =>
  addFlags(
    command,
    questions.filter((question) => 'kind' in question),
    catalog,
  );

const isArgument = ({ key }: Question): boolean => key === 'directory';

function addFlags(command: Command, among: readonly Question[], catalog: Catalog): Command {
  for (const option of among.flatMap((question) => optionsFor(question, catalog))) command.addOption(option);
  return command;
}

function optionsFor(question: Question, catalog: Catalog): readonly Option[] {
  const { key, help } = question;
  if (question.type === 'text') return [new Option(`--${key} <text>`, help)];
  if (question.type === 'switch')
    return [
      new Option(`--${key}`, `${help} (${question.default ? 'default' : 'off'})`),
      new Option(`--no-${key}`, key === 'git' ? 'skip git' : `skip the ${key}`),
    ];
  const names = choicesOf(question, catalog).join(', ');
  const flag = question.type === 'choices' ? `--${key} <names>` : `--${key} <name>`;
  const option = new Option(flag, `${help}: ${names} (default: ${[question.default].flat().join(', ') || 'none'})`);
  return [question.type === 'choices' ? option.argParser(addNames) : option];
}

// A comma list, and the flag may be repeated.
const addNames = (value: string, before: readonly string[] | undefined): readonly string[] => [
  ...(before ?? []),
  ...value.split(',').map((name) => name.trim()),
];
