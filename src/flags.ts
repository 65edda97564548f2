import { Command, Option } from 'commander';
import { choicesOf } from './answers.ts';
import type { Catalog } from './catalog.ts';
import { questions, type Question } from './options.ts';

/** Adds a flag for every question; values stay unchecked texts, so that all problems are told at once later. */
export function addQuestionFlags(command: Command, catalog: Catalog): Command {
  command.argument('[directory]', questions[0]?.help);
  for (const question of questions.slice(1)) {
    for (const option of optionsFor(question, catalog)) command.addOption(option);
  }
  return command;
}

function optionsFor(question: Question, catalog: Catalog): readonly Option[] {
  const { key, help } = question;
  if (question.type === 'text') return [new Option(`--${key} <text>`, help)];
  if (question.type === 'switch')
    return [
      new Option(`--${key}`, `${help} (${question.default ? 'default' : 'off'})`),
      new Option(`--no-${key}`, 'leave that out'),
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
