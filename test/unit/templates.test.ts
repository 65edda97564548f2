import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import Handlebars from 'handlebars';
import { describe, expect, test } from 'vitest';
import { openCatalog, TEMPLATES, type Kind } from '../../src/catalog.ts';
import { complete } from '../../src/answers.ts';
import { profileQuestions, questions } from '../../src/options.ts';
import { resolveStack } from '../../src/stack.ts';
import { viewOf } from '../../src/render/view.ts';
import { wordFor } from '../../src/verify/rendered.ts';

const files = readdirSync(TEMPLATES, { recursive: true, encoding: 'utf8' })
  .filter((path) => statSync(join(TEMPLATES, path)).isFile())
  .map((path) => path.replaceAll('\\', '/'))
  .sort();
const templates = files.filter((path) => path.endsWith('.hbs'));
const manifests = files.filter((path) => path.endsWith('manifest.json') && !path.includes('/files/'));
const read = (path: string): string => readFileSync(join(TEMPLATES, path), 'utf8');

/** The layer that a file belongs to: `base`, `common/web`, `backend/fastapi`. */
const layerOf = (path: string): string => path.split('/', path.startsWith('base/') ? 1 : 2).join('/');

describe('templates', () => {
  test('are the exception: under 15 % of the files', () => {
    expect(templates.length / files.length).toBeLessThan(0.15);
  });

  test.each(templates)('%s uses nothing but the View and if, unless, each, two deep', (path) => {
    expect(problemsOf(read(path), sample(path))).toEqual([]);
  });

  test.each(manifests)('%s: so do its texts', (path) => {
    const context = {
      name: '',
      module: '',
      title: '',
      description: '',
      owner: '',
      license: '',
      secret: '',
      directory: '',
    };
    for (const text of stringsIn(JSON.parse(read(path))).filter((each) => each.includes('{{')))
      expect(problemsOf(text, context)).toEqual([]);
  });

  test.each([
    ['{{typo}}', /typo/],
    ['{{#if typo}}x{{/if}}', /typo/],
    ['{{#each typo}}x{{/each}}', /typo/],
    ['{{#each parts}}{{nme}}{{/each}}', /nme/],
    ['{{#each parts}}{{description}}{{/each}}', /description/],
    ['{{lookup parts 0}}', /lookup/],
    ['{{#with quoted}}{{name}}{{/with}}', /with/],
    ['{{> partial}}', /partial/],
    ['{{{name}}}', /three braces/],
    ['{{#each parts}}{{#if name}}{{#unless name}}x{{/unless}}{{/if}}{{/each}}', /two deep/],
    ['{{quoted}}', /no text/],
    ['{{name.first}}', /first/],
    ['{{@root.name}}', /@root/],
  ])('the check refuses %s', (text, reason) => {
    expect(problemsOf(text, sample('base/files/x')).join('\n')).toMatch(reason);
  });
});

/** A project of which there is something to say under each heading. */
const SAID = { needs: ['admin', 'crud', 'realtime'], industry: 'healthcare', architecture: 'microservices' };

/** The view of the stack with everything, as a template of that path sees it. */
function sample(path: string): object {
  const catalog = openCatalog();
  const stack = resolveStack(complete({ database: 'postgres', ...SAID }, '/'), catalog);
  const view = viewOf(
    stack,
    (id) => catalog.layer(id),
    () => 'secret',
  );
  const isService =
    path.includes('/service/') ||
    (['backend/', 'database/', 'common/'].some((start) => path.startsWith(start)) && !path.startsWith('common/web/'));
  return isService ? { ...view, service: view.services[0] } : view;
}

type Scope = readonly unknown[];

/** What a template uses beside what it may, one line each. */
function problemsOf(text: string, view: object): readonly string[] {
  return programProblems(Handlebars.parse(text), [view], 0);
}

function programProblems(program: hbs.AST.Program | undefined, scope: Scope, depth: number): readonly string[] {
  return (program?.body ?? []).flatMap((node) => {
    if (node.type === 'ContentStatement' || node.type === 'CommentStatement') return [];
    if (node.type === 'MustacheStatement') return mustacheProblems(node as hbs.AST.MustacheStatement, scope);
    if (node.type === 'BlockStatement') return blockProblems(node as hbs.AST.BlockStatement, scope, depth);
    return [`${node.type} ${JSON.stringify((node as hbs.AST.PartialStatement).name)} is not allowed`];
  });
}

function mustacheProblems(node: hbs.AST.MustacheStatement, scope: Scope): readonly string[] {
  const path = node.path as hbs.AST.PathExpression;
  if (node.params.length > 0) return [`helper ${path.original} is not allowed`];
  // Escaping is off: they would say the same, and hide which is meant.
  if (!node.escaped) return [`${path.original} stands in three braces`];
  const found = valueOf(path, scope);
  if (found === undefined) return [`${path.original} is not in the View`];
  return typeof found === 'string' ? [] : [`${path.original} is no text`];
}

function blockProblems(node: hbs.AST.BlockStatement, scope: Scope, depth: number): readonly string[] {
  const helper = node.path.original;
  const [subject, ...more] = node.params;
  if (!['if', 'unless', 'each'].includes(helper) || subject?.type !== 'PathExpression' || more.length > 0)
    return [`block ${helper} is not allowed`];
  if (depth >= 2) return [`block ${helper} is more than two deep`];
  const path = subject as hbs.AST.PathExpression;
  const found = valueOf(path, scope);
  if (found === undefined) return [`${path.original} is not in the View`];
  if (helper === 'each' && (!Array.isArray(found) || found.length === 0)) return [`${path.original} is no list`];
  const inner = helper === 'each' ? [...scope, (found as unknown[])[0]] : scope;
  return [...programProblems(node.program, inner, depth + 1), ...programProblems(node.inverse, scope, depth + 1)];
}

/** As Handlebars looks it up in strict mode: in the innermost scope only, `../` goes out. */
function valueOf(path: hbs.AST.PathExpression, scope: Scope): unknown {
  if (path.data) return ['@first', '@last'].includes(path.original) ? true : undefined;
  let value = scope[scope.length - 1 - path.depth];
  for (const part of path.parts) value = (value as Readonly<Record<string, unknown>> | undefined)?.[part];
  return value;
}

const stringsIn = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(stringsIn)
      : [];

const TEXT = { type: 'string', minLength: 1 };
const strict = (properties: object, required: readonly string[]): object => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
});
const VERBS = [
  'setup',
  'check',
  'dev',
  'serve',
  'test',
  'lint',
  'format',
  'typecheck',
  'build',
  'migrate',
  'openapi',
  'gen',
  'gen:check',
  'test:e2e',
  'admin',
  'seed',
];
const KNOWLEDGE = { reason: TEXT, source: { type: 'string', pattern: '^(https://|create-technokaizen-app, docs/)' } };

const TEXTS = { type: 'array', items: TEXT };
const keys = (...names: readonly string[]): object => Object.fromEntries(names.map((name) => [name, TEXT]));
const lists = (...names: readonly string[]): object => Object.fromEntries(names.map((name) => [name, TEXTS]));

/** What `src/pipeline.ts` has of a CI provider. */
const PIPELINE = strict(
  {
    files: { ...TEXTS, minItems: 1 },
    ...keys('entry', 'release'),
    dialect: strict(
      {
        ...lists('keys', 'jobs', 'reserved', 'requires', 'steps', 'run', 'uses'),
        ...keys('name', 'item', 'piece', 'extends', 'reuse', 'needs', 'minutes', 'defaults', 'env', 'condition'),
        ...keys('id', 'onFailure', 'pin'),
        inOrder: { const: true },
        include: strict(keys('list', 'path'), ['list', 'path']),
        stages: strict(keys('list', 'stage'), ['list', 'stage']),
        rules: strict(keys('list', 'when', 'paths'), ['list', 'when', 'paths']),
        call: strict({ ...keys('key', 'begins', 'file'), steps: TEXTS }, ['key', 'steps']),
      },
      ['minutes', 'steps', 'run', 'uses'],
    ),
    running: strict(
      {
        shell: TEXTS,
        conditions: { type: 'object', additionalProperties: { enum: ['always', 'unless failed', 'change'] } },
        otherwise: { const: 'unless failed' },
        ...keys('part', 'expressions'),
        values: { type: 'object' },
        outputs: strict(keys('variable', 'line'), ['line']),
      },
      ['shell'],
    ),
    schemas: {
      type: 'array',
      items: strict({ name: TEXT, files: TEXTS, options: TEXTS }, ['name', 'files']),
    },
    linters: {
      type: 'array',
      items: strict(
        {
          program: TEXT,
          args: TEXTS,
          defect: strict(keys('file', 'text', 'by', 'says'), ['file', 'text', 'by', 'says']),
        },
        ['program', 'args', 'defect'],
      ),
    },
  },
  ['files'],
);

/** What may be said by question and answer of the profile: a criterion that is none is refused by its name. */
const byAnswer = (value: object): object => ({
  ...strict(
    Object.fromEntries(
      profileQuestions.map(({ key, choices }) => [
        key,
        strict(Object.fromEntries(choices.map(({ name }) => [name, value])), []),
      ]),
    ),
    [],
  ),
  minProperties: 1,
});
const CRITERION = {
  enum: profileQuestions.flatMap(({ key, choices }) => choices.map(({ name }) => `${key}.${name}`)),
};
const VARIABLE = strict(
  {
    name: { type: 'string', pattern: '^[A-Z][A-Z0-9_]*$' },
    description: TEXT,
    default: { type: 'string' },
    development: TEXT,
    secret: { const: true },
    generate: { const: true },
    presets: {
      type: 'array',
      minItems: 1,
      items: strict({ for: { type: 'array', items: CRITERION, minItems: 1 }, value: TEXT, ...KNOWLEDGE }, [
        ...['for', 'value', 'reason', 'source'],
      ]),
    },
  },
  ['name', 'description', 'default'],
);
const MANIFEST = strict(
  {
    title: TEXT,
    hint: TEXT,
    extends: { type: 'array', items: TEXT, uniqueItems: true, minItems: 1 },
    requires: {
      ...strict(
        Object.fromEntries(
          questions
            .filter((question) => 'kind' in question)
            .map(({ key }) => [key, { type: 'array', items: TEXT, minItems: 1 }]),
        ),
        [],
      ),
      minProperties: 1,
    },
    spdx: TEXT,
    port: strict({ variable: TEXT, default: { type: 'string', pattern: '^\\d+$' } }, ['variable', 'default']),
    install: strict({ lock: TEXT, creates: TEXT }, ['lock', 'creates']),
    programs: { type: 'object', additionalProperties: strict({ posix: TEXT, win32: TEXT }, ['posix', 'win32']) },
    verbs: {
      type: 'object',
      propertyNames: { enum: VERBS },
      additionalProperties: { anyOf: [TEXT, { type: 'array', items: TEXT, minItems: 1 }] },
    },
    production: { type: 'object', propertyNames: { enum: ['serve', 'migrate', 'admin'] }, additionalProperties: TEXT },
    env: { type: 'array', items: VARIABLE },
    health: { type: 'string', pattern: '^/' },
    needs: { type: 'array', items: TEXT },
    tools: {
      type: 'array',
      minItems: 1,
      items: strict(
        {
          name: TEXT,
          commands: { type: 'array', items: TEXT, minItems: 1 },
          print: { type: 'array', items: TEXT },
          versions: {
            type: 'array',
            items: { type: 'string', pattern: '^(>=|<)[\\d.]+( (>=|<)[\\d.]+)*$' },
            minItems: 1,
          },
          checked: { const: true },
          optional: { const: true },
          why: TEXT,
          get: TEXT,
        },
        ['name', 'commands', 'why', 'get'],
      ),
    },
    guide: { type: 'array', items: TEXT },
    tests: { const: 'tests.mjs' },
    pipeline: PIPELINE,
    suits: byAnswer(
      strict({ weight: { type: 'integer', minimum: -5, maximum: 5, not: { const: 0 } }, ...KNOWLEDGE }, [
        ...['weight', 'reason', 'source'],
      ]),
    ),
    cannot: byAnswer(strict(KNOWLEDGE, ['reason', 'source'])),
    versions: { type: 'object', additionalProperties: TEXT },
  },
  ['title', 'hint'],
);

describe('layers', () => {
  const accepts = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(MANIFEST);

  test.each(manifests)('%s is well formed', (path) => {
    expect(accepts(JSON.parse(read(path))), JSON.stringify(accepts.errors)).toBe(true);
  });

  test.each([
    [{ needs: { adminn: { weight: 1, reason: 'x', source: 'https://x' } } }, 'adminn'],
    [{ kneads: { admin: { weight: 1, reason: 'x', source: 'https://x' } } }, 'kneads'],
    [{ needs: { admin: { weight: 1, reason: 'x' } } }, 'source'],
    [{ needs: { admin: { weight: 0, reason: 'x', source: 'https://x' } } }, 'weight'],
  ])('a manifest that weighs %j is refused, and says where', (suits, named) => {
    expect(accepts({ title: 'x', hint: 'x', suits })).toBe(false);
    expect(JSON.stringify(accepts.errors)).toContain(named);
  });

  test('every folder of files belongs to one with a manifest', () => {
    const layers = new Set(manifests.map((path) => dirname(path)));
    expect([...new Set(files.map(layerOf))].filter((layer) => !layers.has(layer))).toEqual([]);
  });

  test('what a layer extends is there, and is never offered itself', () => {
    for (const path of manifests)
      for (const name of (JSON.parse(read(path)) as { extends?: string[] }).extends ?? [])
        expect(manifests, `${path} extends ${name}`).toContain(`common/${name}/manifest.json`);
  });

  test('every other folder of a choice is the folder of a question', () => {
    const kinds = new Set<string>(questions.flatMap((question) => ('kind' in question ? [question.kind] : [])));
    const folders = readdirSync(TEMPLATES).filter((name) => name !== 'base' && name !== 'common');
    expect(folders.filter((name) => !kinds.has(name))).toEqual([]);
  });

  test('files lie where layers.md says, and a with/ names a layer that exists', () => {
    const names = new Set(manifests.map((path) => dirname(path).split('/').at(-1) ?? ''));
    for (const path of files) {
      const [part = '', name = ''] = relative(layerOf(path), path).replaceAll('\\', '/').split('/');
      expect(['manifest.json', 'tests.mjs', 'files', 'root', 'service', 'with', 'slots', 'lock'], path).toContain(part);
      if (part === 'with') expect([...names], path).toContain(name);
    }
  });

  test('npm drops the bare names: .gitignore and .npmrc are templates', () => {
    expect(files.filter((path) => /(^|\/)\.(gitignore|npmrc|npmignore)$/.test(path))).toEqual([]);
  });

  test('none holds what was built or installed', () => {
    const built =
      /(^|\/)(node_modules|\.venv|__pycache__|dist|coverage|\.pytest_cache|\.mypy_cache|\.ruff_cache|\.vite)(\/|$)|\.(pyc|db|tsbuildinfo)$/;
    expect(files.filter((path) => built.test(path))).toEqual([]);
  });

  const kinds: readonly Kind[] = ['backend', 'frontend', 'database', 'ci', 'deploy'];
  const chosen = kinds.flatMap((kind) => openCatalog().choices(kind));
  const text = files.filter(
    (path) =>
      !path.includes('/lock/') && /\.(m?js|tsx?|vue|svelte|py|json|toml|ya?ml|html|css|md|hbs|sh|ini|mako)$/.test(path),
  );

  // What a choice requires is said by name, in its manifest alone.
  const withoutRequires = (path: string): string =>
    path.endsWith('/manifest.json') ? read(path).replace(/^ {2}"requires": \{[^}]*\},?$/m, '') : read(path);

  test('what a choice requires is there', () => {
    const offered = new Map(
      kinds.map((kind) => [
        kind as string,
        openCatalog()
          .choices(kind)
          .map(({ name }) => name),
      ]),
    );
    for (const { id, manifest } of chosen)
      for (const [key, names] of Object.entries(manifest.requires ?? {}))
        for (const name of names) expect(offered.get(key), `${id} requires ${name}`).toContain(name);
  });

  test.each(chosen.map((layer) => [layer.id, layer] as const))(
    '%s is named by no other layer outside with/',
    (id, layer) => {
      const word = new RegExp(String.raw`\b${wordFor(layer)}\b`, 'i');
      // An address names whoever hosts the page, which is no choice of this repository.
      const prose = (path: string): string =>
        withoutRequires(path).replace(/https?:\/\/\S+|\b[\w-]+\.(com|io)\/\S+/g, '');
      const others = text.filter((path) => layerOf(path) !== id && !path.includes('/with/'));
      const naming = others.filter((path) => word.test(prose(path)));
      expect(naming).toEqual([]);
    },
  );
});
