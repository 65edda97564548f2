import { builtinModules } from 'node:module';
import fc from 'fast-check';
import validateNpm from 'validate-npm-package-name';
import { describe, expect, it } from 'vitest';
import { readSupersets } from '../scripts/locks/supersets.ts';
import { TEMPLATES } from '../src/catalog.ts';
import { RESERVED } from '../src/data/reserved.ts';
import { checkName, LONGEST_NAME, type Names } from '../src/names.ts';
import { fromPyproject } from '../src/render/locks/python.ts';
import { parseRequirement } from '../src/render/locks/requirement.ts';

// Written down apart from src/data, so that neither can lose a word alone.
const PYTHON_KEYWORDS =
  'false none true and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield'.split(
    ' ',
  );
const POSTGRES_RESERVED =
  'all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation column concurrently constraint create cross current_catalog current_date current_role current_schema current_time current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign freeze from full grant group having ilike in initially inner intersect into is isnull join lateral leading left like limit localtime localtimestamp natural not notnull null offset on only or order outer overlaps placing primary references returning right select session_user similar some symmetric system_user table tablesample then to trailing true union unique user using variadic verbose when where window with'.split(
    ' ',
  );
const PYTHON_MODULES =
  'abc asyncio code calendar email json logging os secrets select site sqlite3 string sys test token typing this zoneinfo'.split(
    ' ',
  );
const WINDOWS = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

function expectValid({ name, module, title }: Names): void {
  expect(validateNpm(name), name).toEqual({ validForNewPackages: true, validForOldPackages: true });
  // Docker: one component of a repository. Kubernetes: a DNS-1123 label, with room for a suffix.
  expect(name).toMatch(/^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*$/);
  expect(name).toMatch(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/);
  expect(name).toMatch(/^[a-z]/);
  expect(name).not.toContain('--');
  expect(name.length).toBeLessThanOrEqual(LONGEST_NAME);
  expect(builtinModules).not.toContain(module);
  expect(name).not.toMatch(WINDOWS);
  // Python and PostgreSQL, unquoted: 63 bytes at most.
  expect(module).toMatch(/^[a-z][a-z0-9_]*$/);
  expect(module).toBe(name.replaceAll('-', '_'));
  expect([...PYTHON_KEYWORDS, ...POSTGRES_RESERVED, ...PYTHON_MODULES]).not.toContain(module);
  expect(title).toMatch(/^[A-Z][A-Za-z0-9]*( [A-Z0-9][A-Za-z0-9]*)*$/);
}

const WORDS = RESERVED.flatMap(({ words }) => words.trim().split(/\s+/));

/** Texts that come near to names, and any others. */
const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({
    unit: fc.constantFrom('a', 'z', '0', '-', '_', '.', ' ', 'A', 'é', 'ß', '🎉', '\ud800', '\0'),
    maxLength: 60,
  }),
  fc.string({ unit: fc.constantFrom('a', 'b', '1', '-'), minLength: 1, maxLength: 50 }),
  fc.constantFrom(...WORDS),
  fc
    .tuple(fc.constantFrom(...WORDS), fc.constantFrom('', '-', '_', '.', ' ', '-app', '.txt'))
    .map((parts) => parts.join('')),
  fc.constantFrom(...WORDS).map((word) => word.toUpperCase()),
  fc.constantFrom('kube-', 'pg_', 'KUBE-').chain((prefix) => fc.string().map((rest) => prefix + rest)),
);

describe('checkName', () => {
  it('accepts only what is valid everywhere; what it refuses has a reason and a suggestion that passes', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const checked = checkName(text);
        if (checked.ok) {
          expect(checked.names.name).toBe(text);
          expectValid(checked.names);
          return;
        }
        expect(checked.reason).toMatch(/^[A-Z"][^\n]*\.$/);
        expect(checked.reason).not.toMatch(/[\p{Cc}\p{Cs}]/u);
        const again = checkName(checked.suggestion);
        expect(again).toMatchObject({ ok: true });
        if (again.ok) expectValid(again.names);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['my-app', 'my_app', 'My App'],
    ['x', 'x', 'X'],
    ['shop2', 'shop2', 'Shop2'],
    ['route-66-diner', 'route_66_diner', 'Route 66 Diner'],
    ['a'.repeat(40), 'a'.repeat(40), `A${'a'.repeat(39)}`],
  ])('accepts %s', (name, module, title) => {
    expect(checkName(name)).toEqual({ ok: true, names: { name, module, title } });
  });

  it.each([
    ['', 'A name is needed.', 'my-app'],
    ['MyShop', 'Capital letters are not allowed.', 'my-shop'],
    ['my shop', 'Blanks are not allowed; use dashes.', 'my-shop'],
    ['my_shop', 'Underscores are not allowed; use dashes.', 'my-shop'],
    ['my.shop', 'Dots are not allowed; use dashes.', 'my-shop'],
    ['3d-viewer', 'The first character must be a letter, not a digit.', 'my-3d-viewer'],
    ['-x', 'The first character must be a letter, not a dash.', 'x'],
    ['x-', 'The last character must be a letter or a digit, not a dash.', 'x'],
    ['a--b', 'Two dashes in a row are not allowed.', 'a-b'],
    ['🎉', 'Only the letters a to z, digits and dashes are allowed.', 'my-app'],
    ['étude-straße', 'Only the letters a to z, digits and dashes are allowed.', 'etude-strasse'],
    ['a/b', 'Only the letters a to z, digits and dashes are allowed.', 'a-b'],
    ['..', 'Dots are not allowed; use dashes.', 'my-app'],
    ['my\u0000app', 'It holds a character that can’t be shown.', 'my-app'],
    ['a'.repeat(200), 'It has 200 characters; at most 40 are allowed.', 'a'.repeat(40)],
    ['test', '"test" is a module of Node.js.', 'test-app'],
    ['django', '"django" is the name of a package or program that projects are built with.', 'django-app'],
    ['con', '"con" is a device name on Windows.', 'con-app'],
    ['NUL', '"NUL" is a device name on Windows.', 'nul-app'],
    ['class', '"class" is a Python keyword.', 'class-app'],
    ['zoneinfo', '"zoneinfo" is a module of Python\'s standard library.', 'zoneinfo-app'],
    ['current_user', '"current_user" is a reserved word of SQL.', 'current-user-app'],
    ['favicon-ico', expect.stringContaining('npm'), 'favicon-ico-app'],
    ['node_modules', expect.stringContaining('npm'), 'node-modules-app'],
    ['localhost', expect.stringContaining('operating system'), 'localhost-app'],
    ['default', expect.stringContaining('SQL'), 'default-app'],
    ['kube-state', 'Names that begin with "kube-" belong to Kubernetes.', 'my-kube-state'],
    ['pg-stats', 'Names that begin with "pg-" belong to PostgreSQL.', 'my-pg-stats'],
  ])('refuses "%s"', (name: string, reason: unknown, suggestion) => {
    expect(checkName(name)).toEqual({ ok: false, reason, suggestion });
  });

  it('refuses every reserved word, whatever it stands for', () => {
    const words = [
      ...PYTHON_KEYWORDS,
      ...POSTGRES_RESERVED,
      ...PYTHON_MODULES,
      ...WORDS,
      ...builtinModules.filter((name) => /^[a-z]\w*$/.test(name)),
    ];
    expect(words.filter((word) => checkName(word).ok || checkName(word.replaceAll('_', '-')).ok)).toEqual([]);
  });

  it('refuses the name of every package that the templates ask for', () => {
    const names = readSupersets(TEMPLATES).flatMap(({ kind, manifest }) =>
      kind === 'package.json' ? npmNames(manifest) : pythonNames(manifest),
    );
    expect(names.length).toBeGreaterThan(20);
    expect(names.filter((name) => checkName(name).ok)).toEqual([]);
  });
});

function npmNames(manifest: string): readonly string[] {
  const { dependencies = {}, devDependencies = {} } = JSON.parse(manifest) as Record<
    string,
    Record<string, string> | undefined
  >;
  return Object.keys({ ...dependencies, ...devDependencies }).filter((name) => !name.startsWith('@'));
}

function pythonNames(manifest: string): readonly string[] {
  const { runtime, dev } = fromPyproject(manifest);
  return [...runtime, ...dev].map((text) => parseRequirement(text).name);
}
