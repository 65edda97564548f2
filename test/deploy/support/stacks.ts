// Every stack that can be chosen together with docker, rendered in memory.
import { choicesOf, complete } from '../../../src/answers.ts';
import { openCatalog } from '../../../src/catalog.ts';
import { withNeeds } from '../../../src/needs.ts';
import type { StackUnderTest } from '../../support/stack-under-test.ts';
import { questions, type Given } from '../../../src/options.ts';
import { render } from '../../../src/render/render.ts';
import { resolveStack, type Stack } from '../../../src/stack.ts';
import type { Tree } from '../../../src/tree.ts';
import { combinationsOf } from '../../../src/verify/stacks.ts';

const ASKED = ['backend', 'frontend', 'database'];
/** The templates; TEMPLATES names others, so that a fixture's choices are tested like the package's own. */
export const catalog = openCatalog(process.env['TEMPLATES']);

export type Answers = Readonly<Record<string, string>>;

/** Every combination of backend, frontend and database that goes together. */
export const combinations: readonly Answers[] = combinationsOf({ license: 'mit', ci: [], deploy: [] }, catalog).map(
  ({ row }) => Object.fromEntries(ASKED.map((key) => [key, row[key] ?? ''])),
);

export const nameOf = (answers: Answers): string => Object.values(answers).join('-');

export const stackOf = (answers: Answers, more: Given = {}): Stack =>
  resolveStack(complete({ ...answers, ...more }, '/'), catalog);

export const treeOf = (answers: Answers, more: Given = {}): Tree =>
  render(stackOf(answers, more), catalog, () => 'r'.repeat(64));

export const textOf = (tree: Tree, path: string): string => {
  const file = tree.get(path);
  if (file === undefined) throw new Error(`no ${path}`);
  return file.content.toString();
};

const choices = (key: string): readonly string[] =>
  questions.filter((question) => question.key === key).flatMap((question) => choicesOf(question, catalog));

/** `list[index]`, from the beginning again after the end. */
const turn = (list: readonly string[], index: number): string => list[index % list.length] ?? '';

/** The databases that a backend goes with. */
export const databasesOf = (backend: string): readonly string[] => [
  ...new Set(combinations.filter((each) => each['backend'] === backend).map(({ database = '' }) => database)),
];

function named(answers: Answers, deploy: string): StackUnderTest {
  const flags = Object.entries({ ...answers, deploy }).flatMap(([key, choice]) => [`--${key}`, choice]);
  return { name: nameOf(answers), answers, flags };
}

/**
 * What is built and run: every backend, every second one with a page; databases and pages take turns. With EVERYTHING the others too with a page,
 * on their other database. All are built with a page for the cluster, where there is one.
 */
export const deployed: readonly StackUnderTest[] = choices('backend').flatMap((backend, index) => {
  const page = turn(
    choices('frontend').filter((choice) => choice !== 'none'),
    index,
  );
  const [database = '', other = ''] = [0, 1].map((step) => turn(databasesOf(backend), index + step));
  if (index % 2 === 0) return [named({ backend, frontend: page, database }, 'docker')];
  const without = named({ backend, frontend: 'none', database }, 'docker');
  return process.env['EVERYTHING']
    ? [without, named({ backend, frontend: page, database: other }, 'docker')]
    : [without];
});

/** The chart of one stack is installed: any backend is the same to it. */
export const charted = (): readonly StackUnderTest[] => {
  const { deploy = [] } = withNeeds({ deploy: ['helm'] }, catalog);
  return released
    .slice(0, 1)
    .map(({ answers: { backend = '', frontend = '', database = '' } }) =>
      named({ backend, frontend, database }, deploy.join(',')),
    );
};

/** What is released on a cluster: every backend, with pages that take turns, and what that needs. */
export const released: readonly StackUnderTest[] = choices('backend').map((backend, index) => {
  const pages = choices('frontend').filter((choice) => choice !== 'none');
  const { database = '', deploy = [] } = withNeeds({ deploy: ['kubernetes'] }, catalog);
  return named({ backend, frontend: turn(pages, index), database }, deploy.join(','));
});
