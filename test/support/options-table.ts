import { choicesOf } from '../../src/answers.ts';
import type { Catalog } from '../../src/catalog.ts';
import { questions, type Question } from '../../src/options.ts';

/** The README's table of options, in Markdown. */
export const optionsTable = (catalog: Catalog): string =>
  [
    '| option | what it says | choices |',
    '| --- | --- | --- |',
    ...questions.map((question) => row(question, catalog)),
  ].join('\n');

function row(question: Question, catalog: Catalog): string {
  return `| ${flag(question)} | ${question.help} | ${choices(question, catalog)} |`;
}

function flag({ key, type }: Question): string {
  if (key === 'directory') return '`[directory]`';
  return type === 'switch' ? `\`--${key}\`, \`--no-${key}\`` : `\`--${key}\``;
}

function choices(question: Question, catalog: Catalog): string {
  if (question.type === 'text') return '';
  if (question.type === 'switch') return question.default ? '**yes**, no' : 'yes, **no**';
  const defaults = [question.default].flat();
  const isDefault = (name: string): boolean => defaults.includes(name) || (name === 'none' && defaults.length === 0);
  return choicesOf(question, catalog)
    .map((name) => (isDefault(name) ? `**${name}**` : name))
    .join(', ');
}
