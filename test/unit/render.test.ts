import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { choicesOf, complete } from '../../src/answers.ts';
import { openCatalog, TEMPLATES } from '../../src/catalog.ts';
import { questions, type Given } from '../../src/options.ts';
import { render } from '../../src/render/render.ts';
import { resolveStack } from '../../src/stack.ts';
import type { Tree } from '../../src/tree.ts';
import { emptyPlace } from '../support/place.ts';

const catalog = openCatalog();
const rendered = (given: Given, random = () => 'x'.repeat(64), from = catalog): Tree =>
  render(resolveStack(complete(given, '/'), from), from, random);

/** Every combination of the choices that shape a repository. */
const shaping = questions.filter((question) => question.type === 'choice' && 'kind' in question);
const combinations = shaping.reduce<readonly Readonly<Record<string, string>>[]>(
  (all, question) =>
    all.flatMap((one) => choicesOf(question, catalog).map((name) => ({ ...one, [question.key]: name }))),
  [{}],
);

describe.each(combinations.map((given) => [Object.values(given).join(' '), given] as const))('%s', (_name, given) => {
  const tree = rendered(given);

  test('renders, with nothing left unfilled', () => {
    expect(tree.size).toBeGreaterThan(20);
    for (const [path, { content }] of tree) {
      // Locks are made and not written; Vue has the same braces for its own.
      if (/package-lock\.json$|requirements|\.vue$/.test(path)) continue;
      expect(content.toString(), path).not.toMatch(
        /\{\{[#/]?(if|each|unless|name|title|service|quoted)|\bundefined\b.*\{\{|\[object Object\]/,
      );
    }
  });

  test('says in each requirements file how to write that very file', () => {
    const locks = [...tree].filter(([path]) => /requirements.*\.txt$/.test(path));
    expect(locks.length > 0).toBe(tree.has('backend/pyproject.toml'));
    for (const [path, { content }] of locks) {
      const [, target] = /^# +uv .* -o (\S+)/m.exec(content.toString()) ?? [];
      expect(target).toBe(path.split('/').at(-1));
    }
  });

  test('has no path that a system refuses or takes for another', () => {
    const paths = [...tree.keys()];
    expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(paths.length);
    for (const path of paths) {
      expect(path).toMatch(/^[\w@.+$()[\]-]+(\/[\w@.+$()[\]-]+)*$/);
      for (const part of path.split('/')) expect(part).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)|[. ]$/i);
    }
  });

  test('keeps secrets in .env files, which git ignores', () => {
    const secret = 's3cr3t'.repeat(10);
    const holding = [...rendered(given, () => secret)].filter(([, { content }]) => content.includes(secret));
    expect(holding.map(([path, file]) => [path, file.secret])).toEqual([['backend/.env', true]]);
    expect(tree.get('.gitignore')?.content.toString()).toMatch(/^\.env$/m);
  });
});

// Why the runner proves a part once, and not again with each other part (scripts/test/steps/stacks.mjs).
test.each([
  ['backend', ['backend', 'database']],
  ['frontend', ['frontend']],
])('the files of %s/ depend on the choice of %j only', (directory, keys) => {
  const seen = new Map<string, readonly (readonly [string, string])[]>();
  for (const given of combinations) {
    const key = keys.map((question) => given[question]).join(' ');
    const files = [...rendered(given)]
      .filter(([path]) => path.startsWith(`${directory}/`))
      .map(([path, { content }]) => [path, content.toString()] as const);
    expect(files, Object.values(given).join(' ')).toEqual(seen.get(key) ?? files);
    seen.set(key, files);
  }
});

test('what a person writes freely breaks no file', () => {
  const nasty = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
    .filter((text) => text.trim() !== '' && !/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(text));
  const picked = fc.oneof(
    nasty,
    fc.constantFrom(`"'\\`, '</script>', '{{name}}', '${x}', "'; DROP TABLE", '`rm`', '# x', '%s', '🙂'),
  );
  const property = fc.property(picked, picked, (description, owner) => {
    const tree = rendered({ description, owner, license: 'mit' });
    const json = JSON.parse(tree.get('package.json')?.content.toString() ?? '') as { description: string };
    expect(json.description).toBe(description);
    expect(tree.get('LICENSE')?.content.toString()).toContain(owner);
    for (const [path, { content }] of tree)
      if (/(^|\/)(package|parts|tsconfig[\w.]*)\.json$/.test(path)) JSON.parse(content.toString());
  });
  fc.assert(property, { numRuns: 25, seed: 3 });
});

describe('a defect in the templates is told with the files that it is in', () => {
  let templates: string;
  beforeEach(() => {
    templates = join(emptyPlace(), 'templates');
    cpSync(TEMPLATES, templates, { recursive: true });
    return () => rmSync(dirname(templates), { recursive: true, force: true });
  });
  const put = (path: string, text: string): void => {
    mkdirSync(dirname(join(templates, path)), { recursive: true });
    writeFileSync(join(templates, path), text);
  };
  const failure = (): string => {
    try {
      rendered({}, undefined, openCatalog(templates));
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  };

  test('two owners of one path', () => {
    put('database/sqlite/files/app/main.py', 'print()\n');
    expect(failure()).toBe(
      `backend/app/main.py has two owners: ${join(templates, 'backend/fastapi/files/app/main.py')} and ${join(templates, 'database/sqlite/files/app/main.py')}`,
    );
  });

  test('two layers that disagree in package.json', () => {
    put('license/mit/files/package.json', '{ "type": "commonjs" }');
    const message = failure();
    expect(message).toContain('two layers disagree about /type: "module" and "commonjs"');
    expect(message).toContain(join(templates, 'base/files/package.json.hbs'));
    expect(message).toContain(join(templates, 'license/mit/files/package.json'));
  });

  test('an unknown name', () => {
    put('license/mit/files/EXTRA.md.hbs', '{{typo}}');
    expect(failure()).toContain(join(templates, 'license/mit/files/EXTRA.md.hbs'));
    expect(failure()).toContain('typo');
  });

  test('a lock without what a package.json asks for', () => {
    const lock = join(templates, 'frontend/react/lock/package-lock.json');
    expect(readFileSync(lock, 'utf8')).not.toContain('node_modules/left-pad"');
    put('frontend/react/with/sqlite/files/frontend/package.json', '{ "dependencies": { "left-pad": "1.3.0" } }');
    expect(failure()).toContain('left-pad');
  });
});
