import { choicesOf, offered } from '../answers.ts';
import { openCatalog, type Catalog } from '../catalog.ts';
import type { Io } from '../io.ts';
import { questions, type Question } from '../options.ts';

/** Every question with its choices, for people or as JSON. */
export function list(flags: { readonly json?: boolean }, io: Io): void {
  const catalog = openCatalog();
  const all = questions.map((question) => describe(question, catalog));
  io.result(flags.json ? JSON.stringify(all, null, 2) : all.flatMap(lines).join('\n'));
}

interface ListedQuestion {
  readonly key: string;
  readonly flag: string;
  readonly type: Question['type'];
  readonly help: string;
  /** `null` where it follows from the directory's name. */
  readonly default: string | boolean | readonly string[] | null;
  readonly choices: readonly { readonly name: string; readonly title: string; readonly hint: string }[];
}

function describe(question: Question, catalog: Catalog): ListedQuestion {
  const { key, type, help } = question;
  const flag = key === 'directory' ? '[directory]' : `--${key}`;
  const choices = choicesOf(question, catalog).map((name) => describeChoice(question, name, catalog));
  return { key, flag, type, help, default: question.type === 'text' ? null : question.default, choices };
}

function describeChoice(question: Question, name: string, catalog: Catalog): ListedQuestion['choices'][number] {
  const choosing = question.type === 'choice' || question.type === 'choices';
  const choice = choosing ? offered(question, catalog).find((each) => each.name === name) : undefined;
  if (choice !== undefined) return { name, title: choice.title, hint: choice.hint };
  return { name, title: (question.type === 'choice' ? question.none : undefined) ?? 'None', hint: '' };
}

function lines(question: ListedQuestion): readonly string[] {
  const fallback =
    question.default === null || question.choices.length > 0
      ? ''
      : ` (default: ${question.default === true ? 'yes' : 'no'})`;
  const width = Math.max(...question.choices.map(({ name }) => name.length), 0);
  const isDefault = (name: string): boolean =>
    [question.default].flat().includes(name) || (name === 'none' && [question.default].flat().length === 0);
  return [
    `${question.flag}  ${question.help}${fallback}`,
    ...question.choices.map(
      ({ name, title, hint }) => `  ${name.padEnd(width)}  ${isDefault(name) ? '(default) ' : ''}${hint || title}`,
    ),
  ];
}
