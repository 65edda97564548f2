import type { StackUnderTest } from '../support/stack-under-test.ts';
import { openCatalog } from '../../src/catalog.ts';
import { coveringRows, type Row } from '../../src/covering.ts';
import { combinationsOf, dimensions, type Dimension } from '../../src/verify/stacks.ts';

const ASKED = new Set(['backend', 'frontend', 'database']);
const isAsked = ({ key }: Dimension): boolean => ASKED.has(key);
const asked = dimensions.filter(isAsked);

/** Of the questions that say nothing of a part: no infra, and the default licence. */
const settled = Object.fromEntries(
  dimensions
    .filter((question) => !isAsked(question))
    .map((question) => [question.key, question.type === 'choices' ? [] : question.default]),
);

// What a profile presets in `.env` must not fail a repository's own tests: tried where there is no page, so with each backend. Where there is one,
// the repository has its image too, and so the configuration of its server.
const more = ({ frontend }: Row): readonly string[] =>
  frontend === 'none' ? ['--compliance', 'pci-dss'] : ['--deploy', 'docker'];

/** Every valid combination of backend, frontend and database. */
const allStacks = (templates: string): readonly StackUnderTest[] =>
  combinationsOf(settled, openCatalog(templates)).map(({ row }) => stackOf(row));

/** Stacks in which every valid pair of backend, frontend and database occurs; computed from the questions. */
export const stacksIn = (templates: string): readonly StackUnderTest[] =>
  coveringRows(allStacks(templates), ({ answers }) => answers);

/** Each backend with the default frontend and database, as a newcomer gets it. */
export function quickStacks(templates: string): readonly StackUnderTest[] {
  const others = asked.filter(({ key }) => key !== 'backend');
  return allStacks(templates).filter(({ answers }) =>
    others.every(({ key, default: preset }) => answers[key] === preset),
  );
}

function stackOf(row: Row): StackUnderTest {
  const answers = Object.fromEntries(asked.map(({ key }) => [key, row[key] ?? '']));
  return {
    name: Object.values(answers).join('-'),
    answers,
    flags: [...Object.entries(answers).flatMap(([key, choice]) => [`--${key}`, choice]), ...more(answers)],
  };
}
