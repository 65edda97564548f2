import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { check, choicesOf } from '../../src/answers.ts';
import { openCatalog, type Catalog, type Layer } from '../../src/catalog.ts';
import { Refusal } from '../../src/errors.ts';
import { checkName } from '../../src/names.ts';
import { questions } from '../../src/options.ts';
import { configSchema } from '../../src/schema.ts';

const real = openCatalog();

/** A catalogue as it may be once there are several of everything, so that lists have something to choose from. */
const several: Catalog = {
  ...real,
  choices: (kind) =>
    kind === 'ci' || kind === 'deploy'
      ? ['alpha', 'beta', 'gamma'].map((name): Layer => ({
          id: `${kind}/${name}`,
          name,
          directory: '',
          manifest: { title: name, hint: '' },
        }))
      : real.choices(kind),
};

const refusal = (values: Readonly<Record<string, unknown>>, catalog: Catalog): string | undefined => {
  try {
    check(values, catalog, (key) => key);
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    expect(error.exitCode).toBe(2);
    return error.message;
  }
};

const value = (names: readonly string[]): fc.Arbitrary<unknown> => {
  const name = fc.constantFrom(...names, 'none', 'nonsense', '');
  return fc.oneof(
    name,
    fc.array(name, { maxLength: 4 }),
    fc.string({ unit: 'binary', maxLength: 6 }),
    fc.constantFrom(
      'my-app',
      'My App',
      '-x',
      'a--b',
      'a-',
      ' ',
      '\u00A0',
      '\uFEFF',
      'x\ty',
      'x\ny',
      'a\u2028b',
      'é 🙂',
      '\uD800',
    ),
    fc.constantFrom(
      'x'.repeat(40),
      'x'.repeat(41),
      'x'.repeat(200),
      'x'.repeat(201),
      '🙂'.repeat(200),
      '🙂'.repeat(201),
    ),
    fc.constantFrom(null, 0, 1, true, false, {}, [], [null], [['none']], [1], ['none', 'none']),
  );
};

describe.each([
  ['the real catalogue', real],
  ['a catalogue with lists', several],
])('%s', (_name, catalog) => {
  const ajv = new Ajv2020({ allErrors: true, strict: true });
  const accepts = ajv.compile(configSchema(catalog));

  test.each(questions.map((question) => [question.key, question] as const))(
    'the schema accepts for %s what the CLI accepts, and nothing else',
    (key, question) => {
      const property = fc.property(value(choicesOf(question, catalog)), (given) => {
        const problem = refusal({ [key]: given }, catalog);
        // The reserved names are the one thing that the schema leaves to the CLI.
        const reserved =
          key === 'name' && typeof given === 'string' && !checkName(given).ok && accepts({ name: given });
        if (!reserved)
          expect(accepts({ [key]: given }), `${JSON.stringify(given)}: ${problem}`).toBe(problem === undefined);
      });
      fc.assert(property, { numRuns: 400, seed: 7 });
    },
  );

  test('an unknown key is refused by both', () => {
    expect(accepts({ backend: 'fastapi', colour: 'red' })).toBe(false);
    expect(refusal({ backend: 'fastapi', colour: 'red' }, catalog)).toContain('colour');
    expect(refusal(JSON.parse('{"__proto__": 1}') as Record<string, unknown>, catalog)).toContain('__proto__');
  });
});

test('an order or a repetition in a list says nothing', () => {
  const settle = (ci: unknown): unknown => check({ ci }, several, (key) => key).ci;
  expect(settle(['gamma', 'alpha', 'gamma'])).toEqual(['alpha', 'gamma']);
  expect(settle('beta')).toEqual(['beta']);
  expect(settle('none')).toEqual([]);
});

test('everything that is wrong is told at once, with the nearest right word', () => {
  const message = refusal({ bakend: 'fastapi', database: 'sqlit', git: 'yes', name: 'My App', description: ' ' }, real);
  expect(message?.split('\n')).toHaveLength(5);
  expect(message).toContain('Unknown key "bakend". Did you mean "backend"?');
  expect(message).toContain('"sqlit" is not offered. Did you mean "sqlite"?');
  expect(message).toContain('git: must be true or false');
  expect(message).toContain('Try "my-app"');
  expect(message).toContain('description: must not be empty');
});
