// The pipelines of every stack, as the linters and schemas of their platforms see them.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { mkdirSync, writeFileSync } from 'node:fs';
import { describe, expect, test, type TestContext } from 'vitest';
import { parse } from 'yaml';
import { isAmong } from '../../src/pipeline.ts';
import { pipelinesOf } from '../../src/verify/choices.ts';
import { emptyPlace, leaveOut } from '../support/place.ts';
import { put } from '../deploy/support/put.ts';
import { catalog } from '../deploy/support/stacks.ts';
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

/** A copy of the first stack with something changed. */
function changed(path: string, change: (text: string) => string): string {
  const [first] = distinct.values();
  const bad = emptyPlace();
  put(bad, first?.texts ?? {});
  mkdirSync(dirname(join(bad, path)), { recursive: true });
  writeFileSync(join(bad, path), change(first?.texts[path] ?? ''));
  return bad;
}

const pipelines = pipelinesOf(catalog);

describe.each(pipelines.flatMap(({ linters = [] }) => linters))('$program', ({ program: name, args, defect }) => {
  const lint = (directory: string): Said => {
    // Some want a repository around what they look at.
    spawnSync('git', ['init', '--quiet'], { cwd: directory });
    return run(name, args, directory);
  };

  test('finds nothing in any pipeline', (context) => {
    need(context, name);
    expect(directories.length).toBeGreaterThan(0);
    for (const directory of directories) {
      const { status, text } = lint(join(place, directory));
      expect(status, `${directory}\n${text}`).toBe(0);
    }
  });

  test('finds a defect', (context) => {
    need(context, name);
    const { file, text, by, says } = defect;
    const found = lint(changed(file, (good) => good.replace(text, by)));
    expect(found.text).toContain(says);
    expect(found.status).not.toBe(0);
  });
});

describe.each(pipelines.flatMap(({ schemas = [] }) => schemas))('the schema $name', ({ name, files, options = [] }) => {
  const validate = (paths: readonly string[], cwd: string): Said =>
    run('check-jsonschema', ['--builtin-schema', name, ...options, ...paths], cwd);
  const isOfIt = (path: string): boolean => isAmong(files, path) && /\.(ya?ml|json)$/.test(path);
  const all = [...distinct.values()].flatMap(({ name: directory, texts }) =>
    Object.keys(texts)
      .filter(isOfIt)
      .map((path) => join(directory, path)),
  );

  test('holds for every file', (context) => {
    need(context, 'check-jsonschema');
    expect(all.length).toBeGreaterThan(0);
    const { status, text } = validate(all, place);
    expect(text).toContain('ok -- validation done');
    expect(status).toBe(0);
  });

  test('finds a file whose values are of another type', (context) => {
    need(context, 'check-jsonschema');
    const [path = ''] = [...distinct.values()].flatMap(({ texts }) => Object.keys(texts).filter(isOfIt));
    const bad = changed(path, withWrongTypes);
    expect(validate([join(bad, path)], bad).status).not.toBe(0);
  });
});

/** Whatever the keys at the top are for, a number is wrong for one of them. */
const withWrongTypes = (text: string): string =>
  JSON.stringify(Object.fromEntries(Object.keys(parse(text) as object).map((key) => [key, -1])));

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
