import type { Kind } from './catalog.ts';

/** What earlier questions have settled, for defaults that follow from them. */
export interface Known {
  readonly directory: string;
  readonly name: string;
}

interface Common<Key extends string> {
  readonly key: Key;
  /** The prompt. */
  readonly message: string;
  /** One line for --help, `list`, the JSON Schema and the README. */
  readonly help: string;
  /**
   * Asked at the terminal: always, or only where the question of that key was answered. The others keep their default unless a flag, a
   * config file or "change an answer" says otherwise.
   */
  readonly asked?: true | string;
  /** Without a terminal and without --yes it has to be given. */
  readonly needed?: boolean;
}

/** A choice that no folder stands for. */
export interface Choice {
  readonly name: string;
  /** As it reads within a sentence. */
  readonly title: string;
  readonly hint: string;
  /** Says something of the whole project: no service of its own can be split off for it. */
  readonly whole?: true;
}

/** What a choice and a list of choices have in common: they are the folders of a kind, or declared here. */
interface Choosing {
  readonly kind?: Kind;
  readonly choices?: readonly Choice[];
  /** Part of the profile: what the project is, from which the backend is recommended. Never needed, and said only where it is not the default. */
  readonly profile?: true;
  /** Of a profile: how an answer reads in "… it would be another one"; `{}` is its title. */
  readonly phrase?: string;
}

interface TextQuestion<Key extends string = keyof Answers> extends Common<Key> {
  readonly type: 'text';
  readonly default: (known: Known) => string;
}
export interface ChoiceQuestion<Key extends string = keyof Answers> extends Common<Key>, Choosing {
  readonly type: 'choice';
  readonly default: string;
  /** `none` is a choice too; this is its title. */
  readonly none?: string;
}
export interface ChoicesQuestion<Key extends string = keyof Answers> extends Common<Key>, Choosing {
  readonly type: 'choices';
  readonly default: readonly string[];
}
interface SwitchQuestion<Key extends string = keyof Answers> extends Common<Key> {
  readonly type: 'switch';
  readonly default: boolean;
}
export type Question<Key extends string = keyof Answers> =
  TextQuestion<Key> | ChoiceQuestion<Key> | ChoicesQuestion<Key> | SwitchQuestion<Key>;

/** `my-app` → `My App`. */
export const titleCase = (name: string): string =>
  name
    .split('-')
    .filter(Boolean)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');

/** What a project in that directory is called where nothing else is said. */
export const basename = (path: string): string => path.split(/[\\/]/).filter(Boolean).at(-1) ?? '';

/**
 * Every question, in the order in which it is asked. Flags, prompts, types, the JSON Schema, `--help`, `list`, the README's table and the
 * test matrix derive from this list; the choices are the folders under templates/<kind>/, or declared here for the profile.
 */
export const QUESTIONS = [
  {
    key: 'needs',
    type: 'choices',
    profile: true,
    message: 'What must it do? (Enter alone: I know what I want)',
    help: 'what the project must do, as a comma-separated list',
    phrase: 'with {} too',
    default: [],
    asked: true,
    choices: [
      { name: 'crud', title: 'CRUD', hint: 'records that are created, read, changed and deleted' },
      { name: 'admin', title: 'an admin site', hint: 'staff look after the data' },
      { name: 'public-api', title: 'a public API', hint: 'others build upon it' },
      { name: 'realtime', title: 'real time', hint: 'chat, presence, live updates' },
      { name: 'streaming', title: 'streaming', hint: 'long answers and media, piece by piece' },
      { name: 'machine-learning', title: 'machine learning', hint: 'models that run in the service' },
      { name: 'analytics', title: 'analytics', hint: 'reports and figures out of much data' },
      { name: 'data-pipelines', title: 'data pipelines', hint: 'data is fetched, changed and handed on' },
      { name: 'background-jobs', title: 'background jobs', hint: 'work that outlives a request' },
      { name: 'integrations', title: 'integrations', hint: 'many calls to services of others' },
      { name: 'legacy', title: 'a legacy system', hint: 'stands beside an existing database or program' },
      { name: 'content', title: 'content', hint: 'editors write pages and articles' },
      { name: 'microservice', title: 'a microservice', hint: 'one small service among others', whole: true },
      { name: 'automation', title: 'automation', hint: 'scripts and internal tools behind a few routes' },
    ],
  },
  {
    key: 'priority',
    type: 'choice',
    profile: true,
    none: 'No preference',
    message: 'What comes first?',
    help: 'what counts most',
    phrase: 'with {} first',
    default: 'none',
    asked: 'needs',
    choices: [
      { name: 'time-to-market', title: 'time to market', hint: 'users see it soon' },
      { name: 'performance', title: 'performance', hint: 'many requests on little hardware' },
      { name: 'flexibility', title: 'flexibility', hint: 'each part can be chosen and replaced' },
      { name: 'maintainability', title: 'maintainability', hint: 'others understand it in five years' },
      { name: 'security', title: 'security', hint: 'safe by default' },
    ],
  },
  {
    key: 'team',
    type: 'choice',
    profile: true,
    none: 'No preference',
    message: 'What does the team know best?',
    help: 'language the team knows best',
    phrase: 'with a {} team',
    default: 'none',
    asked: 'needs',
    choices: [
      { name: 'python', title: 'Python', hint: '' },
      { name: 'javascript', title: 'JavaScript', hint: 'or TypeScript' },
      { name: 'mixed', title: 'mixed', hint: 'both' },
    ],
  },
  {
    key: 'scale',
    type: 'choice',
    profile: true,
    none: 'Not known yet',
    message: 'How large will it be?',
    help: 'how large it will be',
    phrase: 'at the scale of {}',
    default: 'none',
    asked: 'needs',
    choices: [
      { name: 'prototype', title: 'a prototype', hint: 'an idea to try, or a small team' },
      { name: 'growth', title: 'a growing product', hint: 'more users every month' },
      { name: 'enterprise', title: 'an enterprise', hint: 'several teams, for many years' },
    ],
  },
  {
    key: 'industry',
    type: 'choice',
    profile: true,
    message: 'Which industry?',
    help: 'industry it is for',
    phrase: 'in {}',
    default: 'other',
    asked: 'needs',
    choices: [
      { name: 'fintech', title: 'fintech', hint: 'money and accounts' },
      { name: 'healthcare', title: 'healthcare', hint: 'patients and their data' },
      { name: 'ecommerce', title: 'e-commerce', hint: 'catalogue, cart and orders' },
      { name: 'saas', title: 'SaaS', hint: 'one product for many customers' },
      { name: 'data', title: 'the data industry', hint: 'data is the product' },
      { name: 'other', title: 'another industry', hint: '' },
    ],
  },
  {
    key: 'compliance',
    type: 'choices',
    profile: true,
    message: 'Which rules does it fall under?',
    help: 'regulations it must meet, as a comma-separated list; sets careful defaults, certifies nothing',
    phrase: 'under {} too',
    default: [],
    asked: 'industry',
    choices: [
      { name: 'pci-dss', title: 'PCI DSS', hint: 'payment cards' },
      { name: 'hipaa', title: 'HIPAA', hint: 'health data in the USA' },
      { name: 'gdpr', title: 'the GDPR', hint: 'personal data in the EU' },
      { name: 'soc2', title: 'SOC 2', hint: 'an audit of how a service is run' },
    ],
  },
  {
    key: 'architecture',
    type: 'choice',
    profile: true,
    message: 'One service or several?',
    help: 'one service or several',
    phrase: 'as {}',
    default: 'undecided',
    asked: 'needs',
    choices: [
      { name: 'monolith', title: 'a monolith', hint: 'one service' },
      { name: 'microservices', title: 'microservices', hint: 'several, which are deployed one by one' },
      { name: 'undecided', title: 'undecided', hint: '' },
    ],
  },
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
    default: ({ name }) => `The ${titleCase(name)} application`,
  },
  {
    key: 'owner',
    type: 'text',
    message: 'Who owns it?',
    help: 'person or company in the licence',
    default: ({ name }) => `The ${titleCase(name)} authors`,
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
    none: 'None',
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
    help: 'CI pipelines, as a comma-separated list',
    default: [],
    asked: true,
  },
  {
    key: 'deploy',
    type: 'choices',
    kind: 'deploy',
    message: 'How will it be deployed?',
    help: 'deployment files, as a comma-separated list',
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
    help: 'install dependencies now (otherwise `npm start` does)',
    default: true,
    asked: true,
  },
] as const satisfies readonly Question<string>[];

type Value<Q> = Q extends { type: 'switch' } ? boolean : Q extends { type: 'choices' } ? readonly string[] : string;

/** One value for each question. */
export type Answers = { readonly [Q in (typeof QUESTIONS)[number] as Q['key']]: Value<Q> };

/** What flags and a config file have said so far. */
export type Given = Partial<Answers>;

/** The questions as a plain list, for code that treats them all alike. */
export const questions: readonly Question[] = QUESTIONS;

/** A question of the profile. */
export type ProfileQuestion = (ChoiceQuestion | ChoicesQuestion) & { readonly choices: readonly Choice[] };

const isProfile = (question: Question): question is ProfileQuestion => 'profile' in question;

/** The questions that say what the project is. */
export const profileQuestions: readonly ProfileQuestion[] = questions.filter(isProfile);

/** Whether an answer says more than leaving the question out does. */
export const isSaid = (question: Question, value: unknown): boolean =>
  value !== undefined && (Array.isArray(value) ? value.length > 0 : value !== question.default);

/** Whether a question is put at the terminal, after what is given so far. Who names the backend has no use for the profile. */
export function isAsked(question: Question, given: Given): boolean {
  if (question.asked === undefined || (isProfile(question) && given.backend !== undefined)) return false;
  const before = questions.find(({ key }) => key === question.asked);
  return before === undefined || isSaid(before, given[before.key]);
}
