import { expect, test } from 'vitest';
import { select } from '../../scripts/test/selection.mjs';
import type { Step } from '../../scripts/test/types.ts';

const step = (title: string, tier: Step['tier'] = 'full'): Step => ({ title, tier, run: { command: [] } });
const STEPS = [
  step('lint', 'fast'),
  step('every stack', 'first'),
  step('first repository flask-react-sqlite', 'first'),
  step('repository flask-react-sqlite'),
  step('contract flask-react-sqlite'),
  step('repository node-vue-sqlite'),
  step('helm, linted'),
  step('workflow flask-react-sqlite, run by act', 'asked'),
];

const titles = (...words: readonly string[]): readonly string[] =>
  select(STEPS, words, ['flask', 'node']).map(({ title }) => title);

test('without a word: what needs only Node.js and Python', () => {
  expect(titles()).toEqual(['lint', 'every stack', 'first repository flask-react-sqlite']);
});

test('all is everything but what it proves anyway, and what is only run on request', () => {
  expect(titles('all')).toEqual([
    'lint',
    'every stack',
    'repository flask-react-sqlite',
    'contract flask-react-sqlite',
    'repository node-vue-sqlite',
    'helm, linted',
  ]);
});

test('words narrow it: every one has to be in the name', () => {
  expect(titles('flask')).toEqual(['repository flask-react-sqlite', 'contract flask-react-sqlite']);
  expect(titles('Flask', 'contract')).toEqual(['contract flask-react-sqlite']);
  expect(titles('workflow')).toEqual(['workflow flask-react-sqlite, run by act']);
  expect(titles('first')).toEqual(['first repository flask-react-sqlite']);
  expect(titles('cobol')).toEqual([]);
});

test('the backends and the rest are all, each step once', () => {
  const parts = [...titles('fast'), ...titles('flask'), ...titles('node'), ...titles('rest')];
  expect(parts.sort()).toEqual([...titles('all')].sort());
});
