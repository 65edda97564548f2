// The pipelines of every stack, as the linters and schemas of their platforms see them.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { mkdirSync, writeFileSync } from 'node:fs';
import { expect, test, type TestContext } from 'vitest';
import { emptyPlace, leaveOut } from '../support/place.ts';
import { put } from '../deploy/support/put.ts';
import { everyStack, isPipelineFile } from './support/stacks.ts';

interface Said {
  readonly status: number | null;
  readonly text: string;
}

/** Variables that name the tools; without one it is looked for on the PATH. */
const program = (name: string): string => process.env[name.toUpperCase().replaceAll('-', '_')] ?? name;

function run(name: string, args: readonly string[], cwd: string): Said {
  const { status, stdout, stderr } = spawnSync(program(name), args, { cwd, encoding: 'utf8', maxBuffer: 2 ** 26 });
  return { status, text: stdout + stderr };
}

function need(context: TestContext, name: string): void {
  if (spawnSync(program(name), ['--version']).status !== 0) leaveOut(context, `there is no ${name}`);
}

/** What differs among the stacks, each once: directories with nothing but the pipelines in them. */
const place = emptyPlace();
const distinct = new Map(
  everyStack().map(({ name, tree }) => {
    const texts = Object.fromEntries(
      [...tree].filter(([path]) => isPipelineFile(path)).map(([path, { content }]) => [path, content.toString()]),
    );
    return [createHash('sha256').update(JSON.stringify(texts)).digest('hex'), { name, texts }] as const;
  }),
);
for (const { name, texts } of distinct.values()) put(join(place, name), texts);
const directories = [...distinct.values()].map(({ name }) => name);
const having = (path: string): readonly string[] =>
  [...distinct.values()].filter(({ texts }) => path in texts).map(({ name }) => join(name, path));

/** A copy of the first stack with something changed. */
function changed(path: string, change: (text: string) => string): string {
  const [first] = distinct.values();
  const bad = emptyPlace();
  put(bad, first?.texts ?? {});
  mkdirSync(dirname(join(bad, path)), { recursive: true });
  writeFileSync(join(bad, path), change(first?.texts[path] ?? ''));
  return bad;
}

test('actionlint finds nothing in any workflow', (context) => {
  need(context, 'actionlint');
  expect(directories.length).toBeGreaterThan(8);
  for (const name of directories) {
    // It wants a repository around workflows that use actions of their own.
    spawnSync('git', ['init', '--quiet'], { cwd: join(place, name) });
    expect(run('actionlint', ['-no-color'], join(place, name)), name).toEqual({ status: 0, text: '' });
  }
  const bad = changed('.github/workflows/ci.yml', (text) => text.replace('needs: changes', 'needs: chnges'));
  spawnSync('git', ['init', '--quiet'], { cwd: bad });
  expect(run('actionlint', ['-no-color'], bad).text).toContain('chnges');
});

test('zizmor finds nothing in any workflow, action or Dependabot file', (context) => {
  need(context, 'zizmor');
  for (const name of directories) {
    const { status, text } = run('zizmor', ['--offline', '--no-progress', '--color=never', '.'], join(place, name));
    expect(text, name).toContain('No findings to report');
    expect(status, text).toBe(0);
  }
  const bad = changed('.github/workflows/ci.yml', (text) =>
    text.replace('persist-credentials: false', 'fetch-tags: true'),
  );
  const said = run('zizmor', ['--offline', '--color=never', '.'], bad);
  expect(said.text).toContain('artipacked');
  expect(said.status).not.toBe(0);
});

// Azure's and Renovate's have regular expressions that only an engine of JavaScript takes: ours are none of theirs.
const LOOSE = ['--regex-variant', 'nonunicode'];

test.each([
  ['github-workflows', ['.github/workflows/ci.yml', '.github/workflows/release.yml'], []],
  ['github-actions', ['.github/actions/setup/action.yml'], []],
  ['dependabot', ['.github/dependabot.yml'], []],
  ['gitlab-ci', ['.gitlab-ci.yml', '.gitlab/setup.yml'], []],
  ['azure-pipelines', ['azure-pipelines.yml', '.azure/setup.yml', '.azure/release.yml'], LOOSE],
  ['renovate', ['renovate.json'], LOOSE],
] as const)('all are valid by the schema %s', (schema, paths, options) => {
  const files = paths.flatMap(having);
  expect(files.length).toBeGreaterThan(0);
  const args = ['--builtin-schema', `vendor.${schema}`, ...options];
  const { status, text } = run('check-jsonschema', [...args, ...files], place);
  expect(text).toContain('ok -- validation done');
  expect(status).toBe(0);
  const bad = changed(paths[0], (good) =>
    paths[0].endsWith('.json')
      ? '{ "extends": 1 }'
      : good.replace(/^(jobs|runs|updates|stages):/m, 'jobs: 1\n$1-of-old:'),
  );
  expect(run('check-jsonschema', [...args, join(bad, paths[0])], bad).status).not.toBe(0);
});

test('gitleaks finds no secret in a first commit, whatever was chosen, and would find one in a test', (context) => {
  need(context, 'gitleaks');
  // Each stack is a commit on the one before it.
  const repo = emptyPlace();
  const git = (...args: readonly string[]): Said =>
    run('git', ['-c', 'user.name=x', '-c', 'user.email=x', ...args], repo);
  const commit = (texts: Readonly<Record<string, string>>): void => {
    put(repo, texts);
    expect(git('add', '--all').status).toBe(0);
    expect(git('commit', '--quiet', '--allow-empty', '--message', 'x').status).toBe(0);
  };
  git('init', '--quiet');
  for (const { tree } of everyStack())
    commit(
      Object.fromEntries(
        [...tree].filter(([, { secret }]) => !secret).map(([path, { content }]) => [path, content.toString()]),
      ),
    );
  const clean = run('gitleaks', ['git', '--no-banner', '--no-color', '--verbose'], repo);
  expect(clean.status, clean.text).toBe(0);
  commit({ 'backend/tests/test_key.py': 'SECRET_KEY = "kX83hf02lqPz77Bvn1mQw9Ye4Rt6Uo5I"\n' });
  const found = run('gitleaks', ['git', '--no-banner', '--no-color', '--verbose'], repo);
  expect(found.status, found.text).toBe(1);
  expect(found.text).toContain('backend/tests/test_key.py');
});
