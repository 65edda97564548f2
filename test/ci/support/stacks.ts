// Every stack that can be chosen together with pipelines, rendered in memory.
import { choicesOf } from '../../../src/answers.ts';
import { questions } from '../../../src/options.ts';
import { render } from '../../../src/render/render.ts';
import { resolveStack } from '../../../src/stack.ts';
import type { Tree } from '../../../src/tree.ts';
import { combinationsOf } from '../../../src/verify/stacks.ts';
import { pipelinesOf } from '../../../src/verify/choices.ts';
import { isAmong } from '../../../src/pipeline.ts';
import { catalog, databasesOf, nameOf } from '../../deploy/support/stacks.ts';
import { pipelines } from './pipelines.ts';

const choices = (key: string): readonly string[] =>
  questions
    .filter((question) => question.key === key)
    .flatMap((question) => choicesOf(question, catalog))
    .filter((choice) => choice !== 'none');

export interface Rendered {
  readonly name: string;
  readonly deploy: readonly string[];
  readonly tree: Tree;
}

/** Every combination of backend, frontend, database and ways to deploy, or those that STACK begins the names of, with all pipelines at once. */
export function everyStack(): readonly Rendered[] {
  return combinationsOf({ ci: pipelines, license: 'mit' }, catalog)
    .filter(({ name }) => name.startsWith(process.env['STACK'] ?? ''))
    .map(({ name, answers }) => ({
      name,
      deploy: answers.deploy,
      tree: render(resolveStack(answers, catalog), catalog, () => 'r'.repeat(64)),
    }));
}

const FILES = pipelinesOf(catalog).flatMap(({ files }) => files);

/** The files of pipelines, bots and scanners: what the linters look at. */
export const isPipelineFile = (path: string): boolean => isAmong(FILES, path);

/** `list[index]`, from the beginning again after the end. */
const turn = (list: readonly string[], index: number): string => list[index % list.length] ?? '';

export interface Executed {
  readonly name: string;
  readonly answers: Readonly<Record<string, string>>;
  readonly flags: readonly string[];
  /** Whether it is also tried what makes each job red. */
  readonly thorough: boolean;
}

/** Whose pipelines are executed: every backend once; pages and databases take turns. What makes a job red is tried where the code for it is. */
export const executed: readonly Executed[] = choices('backend').map((backend, index) => {
  const answers = {
    backend,
    frontend: turn(choices('frontend'), index),
    database: turn(databasesOf(backend), index),
  };
  const flags = Object.entries(answers).flatMap(([key, choice]) => [`--${key}`, choice]);
  return { name: nameOf(answers), answers, flags, thorough: backend === 'fastapi' };
});
