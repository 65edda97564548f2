import { isSaid, questions, type Answers, type Given, type Question } from './options.ts';

/** The flags of one value: `--backend fastapi`, `--no-git`; none for the directory, which is an argument, and for what the profile leaves open. */
function flagsOf(question: Question, value: unknown): readonly string[] {
  if ('profile' in question && !isSaid(question, value)) return [];
  if (question.key === 'directory') return [asArgument(String(value))];
  if (question.type === 'switch') return [`--${value === true ? '' : 'no-'}${question.key}`];
  if (question.type === 'choices') return [`--${question.key}`, (value as readonly string[]).join(',') || 'none'];
  return [`--${question.key}`, String(value)];
}

/** A path as a command takes it: neither for a flag nor for a command of ours. */
export const asArgument = (path: string): string =>
  /^(-|(list|schema|recommend|verify|doctor|help)$)/.test(path) ? `./${path}` : path;

/** A command line that gives the same repository again; quoted for the shell of this platform. */
export function commandLine(answers: Answers, version: string): string {
  const args = argumentsOf(answers);
  return [`npx create-technokaizen-app@${version}`, ...args.map((word) => quote(word))].join(' ');
}

/** The words that say these answers, the directory first. */
export const argumentsOf = (answers: Given): readonly string[] =>
  [...questions]
    .sort((a, b) => Number(b.key === 'directory') - Number(a.key === 'directory'))
    .filter(({ key }) => answers[key] !== undefined)
    .flatMap((question) => flagsOf(question, answers[question.key]));

/** A word as the shell has to see it. */
export function quote(word: string, platform: NodeJS.Platform = process.platform): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  return platform === 'win32' ? `"${word.replaceAll('"', '\\"')}"` : `'${word.replaceAll("'", `'\\''`)}'`;
}
