import { expect, test } from 'vitest';
import { choicesOf, provenDocument, stacksOf } from '../../scripts/test/proven.mjs';
import type { Entry, Proof } from '../../scripts/test/types.ts';
import { isExperimental } from '../../src/proven.ts';

const entry = (proof: Proof | undefined, date = '2026-11-26T10:00:00.000Z'): Entry => ({
  ...{ title: 'a step', suite: 'a suite', key: '', inputs: {}, reusable: true, passed: 1, seconds: 1 },
  ...{ commit: 'abc1234', date, ...(proof && { proof }) },
});
const ENTRIES = [
  entry({ stack: 'every stack', level: 'render', layers: ['*'] }),
  entry({ stack: 'flask-vue-sqlite', level: 'test', layers: ['backend/flask', 'frontend/vue', 'database/sqlite'] }),
  entry({ stack: 'flask-vue-sqlite', level: 'run', layers: ['backend/flask', 'frontend/vue', 'database/sqlite'] }),
  entry({ stack: 'node-none-postgres', level: 'build', layers: ['backend/node', 'database/postgres'] }),
  entry({ stack: 'flask-vue-sqlite-docker', level: 'run', layers: ['backend/flask', 'deploy/docker'] }),
  entry({ stack: 'every stack with pipelines', level: 'lint', layers: ['ci/*'] }),
  entry(undefined),
];

test('a stack has the highest level that a step proves', () => {
  expect(stacksOf(ENTRIES).map(({ stack, level }): unknown[] => [stack, level])).toEqual([
    ['every stack', 'render'],
    ['every stack with pipelines', 'lint'],
    ['flask-vue-sqlite', 'run'],
    ['flask-vue-sqlite-docker', 'run'],
    ['node-none-postgres', 'build'],
  ]);
});

test('a choice has the highest level of the steps that are about it', () => {
  const ids = ['backend/flask', 'backend/node', 'backend/django', 'deploy/docker', 'ci/github', 'license/mit'];
  expect(choicesOf(ENTRIES, ids)).toEqual({
    'backend/flask': 'run',
    'backend/node': 'build',
    'backend/django': 'render',
    'deploy/docker': 'run',
    'ci/github': 'lint',
    'license/mit': 'render',
  });
});

test('the document gives the day and the commit of each', () => {
  const newer = entry({ stack: 'flask-vue-sqlite', level: 'run', layers: [] }, '2026-11-27T10:00:00.000Z');
  expect(provenDocument([...ENTRIES, newer])).toContain('| flask-vue-sqlite | run | 2026-11-27 | abc1234 |');
});

test('a choice without a green run on record is experimental; without any record, none is', () => {
  const record = { choices: { 'backend/flask': 'run', 'backend/node': 'build', 'ci/github': 'lint' } };
  const marked = (id: string): boolean => isExperimental({ id }, record);
  expect(['backend/flask', 'ci/github'].filter(marked)).toEqual([]);
  expect(['backend/node', 'backend/django', 'ci/gitlab', 'license/mit'].filter((id) => !marked(id))).toEqual([]);
  expect(isExperimental({ id: 'backend/django' }, { choices: {} })).toBe(false);
});
