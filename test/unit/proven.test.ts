import { describe, expect, test } from 'vitest';
import { isExperimental } from '../../src/proven.ts';

interface Step {
  readonly title: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly passed: boolean;
}
interface Module {
  readonly levelsOf: (steps: readonly Step[]) => ReadonlyMap<string, string>;
  readonly choicesOf: (
    levels: ReadonlyMap<string, string>,
    choices: readonly { readonly kind: string; readonly name: string }[],
  ) => Readonly<Record<string, string>>;
  readonly document: (levels: ReadonlyMap<string, string>, about: object) => string;
}
const url = new URL('../../scripts/test/proven.mjs', import.meta.url).href;
const { levelsOf, choicesOf, document } = (await import(url)) as Module;

const RAN: readonly Step[] = [
  { title: 'every stack as verify sees it', passed: true },
  { title: 'the repository flask-vue-sqlite', env: { PARTS: 'all' }, passed: true },
  { title: 'the journey on flask-vue-sqlite, built', passed: true },
  { title: 'the repository node-none-postgres', env: { PARTS: 'proven' }, passed: true },
  { title: 'the contract on django-none-sqlite', passed: true },
  { title: 'the journey on django-none-sqlite, in development', passed: false },
  { title: 'the lock of backend/flask', passed: true },
  { title: 'docker on flask-vue-sqlite', passed: true },
  { title: 'the pipelines as their linters see them', passed: true },
  { title: 'docker as hadolint sees it', passed: true },
];

describe('what a run has proven', () => {
  test('is the highest level of each stack of which nothing has failed', () => {
    expect(Object.fromEntries(levelsOf(RAN))).toEqual({
      'every stack': 'render',
      'every stack with docker': 'lint',
      'every stack with pipelines': 'lint',
      'flask-vue-sqlite': 'run',
      'flask-vue-sqlite-docker': 'run',
      'node-none-postgres': 'build',
    });
  });

  test('is the highest level of each choice among the stacks that have it', () => {
    const named = ['backend/flask', 'backend/node', 'backend/django', 'deploy/docker', 'ci/github', 'license/mit'];
    const choices = named.map((id) => ({ kind: id.split('/')[0] ?? '', name: id.split('/')[1] ?? '' }));
    expect(choicesOf(levelsOf(RAN), choices)).toEqual({
      'backend/flask': 'run',
      'backend/node': 'build',
      'backend/django': 'render',
      'deploy/docker': 'run',
      'ci/github': 'lint',
      'license/mit': 'render',
    });
  });

  test('is written with its date and commit, and what was left out', () => {
    const about = { date: '2026-11-26', commit: 'abc1234', leftOut: ['nginx: not on the PATH'] };
    const text = document(levelsOf(RAN), about);
    expect(text).toContain('| flask-vue-sqlite | run | 2026-11-26 | abc1234 |');
    expect(text).toContain('Left out, as this machine had no nginx: not on the PATH');
    expect(text).not.toContain('django');
  });
});

test('charts are known as what has been linted for every stack, and run on a cluster for one', async () => {
  const chains = new URL('../../scripts/test/chains.mjs', import.meta.url).href;
  const { helmChains } = (await import(chains)) as { helmChains: (...args: object[]) => readonly (readonly Step[])[] };
  const steps = helmChains([{ name: 'flask-vue-postgres' }], { helm: {}, kubernetesLinters: {}, cluster: {} }).flat();
  expect(Object.fromEntries(levelsOf(steps.map((step) => ({ ...step, passed: true }))))).toEqual({
    'every stack with helm': 'lint',
    'flask-vue-postgres-helm': 'run',
  });
});

test('a choice is experimental where no green run of it is on record, and none is where there is no record', () => {
  const record = { choices: { 'backend/flask': 'run', 'backend/node': 'build', 'ci/github': 'lint' } };
  const marked = (id: string): boolean => isExperimental({ id }, record);
  expect(['backend/flask', 'ci/github'].filter(marked)).toEqual([]);
  expect(['backend/node', 'backend/django', 'ci/gitlab', 'license/mit'].filter((id) => !marked(id))).toEqual([]);
  expect(isExperimental({ id: 'backend/django' }, { choices: {} })).toBe(false);
});
