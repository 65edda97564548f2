import type { Kind } from './catalog.ts';

/** What earlier questions have settled, for defaults that follow from them. */
export interface Known {
  readonly directory: string;
  readonly name: string;
}

interface Common {
  readonly key: string;
  /** The prompt. */
  readonly message: string;
  /** One line for --help, `list`, the JSON Schema and the README. */
  readonly help: string;
  /** Asked at the terminal; the others keep their default unless a flag, a config file or "change an answer" says otherwise. */
  readonly asked?: boolean;
  /** Without a terminal and without --yes it has to be given. */
  readonly needed?: boolean;
}

export interface TextQuestion extends Common {
  readonly type: 'text';
  readonly default: (known: Known) => string;
}
export interface ChoiceQuestion extends Common {
  readonly type: 'choice';
  readonly kind: Kind;
  readonly default: string;
  /** `none` is a choice too. */
  readonly optional?: boolean;
}
export interface ChoicesQuestion extends Common {
  readonly type: 'choices';
  readonly kind: Kind;
  readonly default: readonly string[];
}
export interface SwitchQuestion extends Common {
  readonly type: 'switch';
  readonly default: boolean;
}
export type Question = TextQuestion | ChoiceQuestion | ChoicesQuestion | SwitchQuestion;

/** `my-app` → `My App`. */
export const titleOf = (name: string): string =>
  name
    .split('-')
    .filter(Boolean)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');

const basename = (path: string): string => path.split(/[\\/]/).filter(Boolean).at(-1) ?? '';

/**
 * Every question, in the order in which it is asked. Flags, prompts, types, the JSON Schema, `--help`, `list`, the README's table and the
 * test matrix derive from this list; the choices are the folders under templates/<kind>/.
 */
export const QUESTIONS = [
  {
    key: 'directory',
    type: 'text',
    message: 'Where should the project go?',
    help: 'new or empty directory, below the current one; `.` is the current one',
    default: () => 'my-app',
    asked: true,
    needed: true,
  },
  {
    key: 'name',
    type: 'text',
    message: 'What is its name?',
    help: 'project name: lower-case words joined by dashes (default: the directory’s name)',
    default: ({ directory }) => basename(directory),
  },
  {
    key: 'description',
    type: 'text',
    message: 'What is it, in one line?',
    help: 'one line for README and package files',
    default: ({ name }) => `The ${titleOf(name)} application`,
  },
  {
    key: 'owner',
    type: 'text',
    message: 'Who owns it?',
    help: 'person or company in the licence',
    default: ({ name }) => `The ${titleOf(name)} authors`,
  },
  {
    key: 'license',
    type: 'choice',
    kind: 'license',
    message: 'Which licence?',
    help: 'licence of the project',
    default: 'mit',
  },
  {
    key: 'backend',
    type: 'choice',
    kind: 'backend',
    message: 'Which backend?',
    help: 'framework of the API',
    default: 'fastapi',
    asked: true,
    needed: true,
  },
  {
    key: 'frontend',
    type: 'choice',
    kind: 'frontend',
    optional: true,
    message: 'Which frontend?',
    help: 'framework of the page; `none` for an API alone',
    default: 'react',
    asked: true,
    needed: true,
  },
  {
    key: 'database',
    type: 'choice',
    kind: 'database',
    message: 'Which database?',
    help: 'database of the API',
    default: 'sqlite',
    asked: true,
    needed: true,
  },
  {
    key: 'ci',
    type: 'choices',
    kind: 'ci',
    message: 'Which CI pipelines?',
    help: 'CI pipelines, as a comma list',
    default: [],
    asked: true,
  },
  {
    key: 'deploy',
    type: 'choices',
    kind: 'deploy',
    message: 'How will it be deployed?',
    help: 'deployment files, as a comma list',
    default: [],
    asked: true,
  },
  {
    key: 'git',
    type: 'switch',
    message: 'Start a git repository?',
    help: 'start a git repository with a first commit',
    default: true,
  },
  {
    key: 'install',
    type: 'switch',
    message: 'Install the dependencies now?',
    help: 'install the dependencies (`npm start` does it otherwise)',
    default: true,
    asked: true,
  },
] as const satisfies readonly Question[];

type Value<Q> = Q extends { type: 'switch' } ? boolean : Q extends { type: 'choices' } ? readonly string[] : string;

/** One value for each question. */
export type Answers = { readonly [Q in (typeof QUESTIONS)[number] as Q['key']]: Value<Q> };

/** What flags and a config file have said so far. */
export type Given = Partial<Answers>;

/** The questions as a plain list, for code that treats them all alike. */
export const questions: readonly Question[] = QUESTIONS;
