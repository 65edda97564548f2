// A backend and a database go together where one of them, or a layer that the backend stands on, has files for the other.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { complete } from '../../src/answers.ts';
import { openCatalog, type Catalog, type Layer } from '../../src/catalog.ts';
import { Refusal } from '../../src/errors.ts';
import { refuseUnmet, takenLines, unmetIn, withChoice, withNeeds } from '../../src/needs.ts';
import type { Given } from '../../src/options.ts';
import { partnersOf } from '../../src/pairing.ts';
import { withAdvice } from '../../src/recommend/presets.ts';
import { resolveStack } from '../../src/stack.ts';
import { combinationsOf } from '../../src/verify/stacks.ts';
import { emptyPlace } from '../support/place.ts';

const real = openCatalog();
let directory = '';
let catalog: Catalog;

/** Oak goes with acorn alone, whose folder says so; nut goes with nobody. Both are better for e-commerce than what there is. */
beforeEach(() => {
  directory = emptyPlace();
  const suits = { industry: { ecommerce: { weight: 9, reason: 'It fits.', source: 'https://example.org' } } };
  const layers = ['backend/oak', 'database/acorn', 'database/nut'].map((id): Layer => {
    const [, name = ''] = id.split('/');
    return { id, name, directory: join(directory, id), manifest: { title: name.toUpperCase(), hint: name, suits } };
  });
  mkdirSync(join(directory, 'database/acorn/with/oak'), { recursive: true });
  catalog = {
    ...real,
    choices: (kind) => [...real.choices(kind), ...layers.filter(({ id }) => id.startsWith(`${kind}/`))],
    layer: (id) => layers.find((each) => each.id === id) ?? real.layer(id),
  };
});

const refusal = (given: Given): Refusal | undefined => {
  try {
    refuseUnmet(withNeeds(given, catalog), catalog);
    return undefined;
  } catch (error) {
    return error as Refusal;
  }
};

describe('partners', () => {
  test('are read from the folders with/ of either side', () => {
    const namesOf = (id: string): readonly string[] | undefined => partnersOf(catalog.layer(id), catalog)?.names;
    expect(namesOf('backend/oak')).toEqual(['acorn']);
    expect(namesOf('database/acorn')).toEqual(['oak']);
    expect(namesOf('database/nut')).toEqual([]);
    expect(namesOf('database/sqlite')).toEqual(['django', 'fastapi', 'flask', 'node']);
    expect(partnersOf(catalog.layer('deploy/docker'), catalog)).toBeUndefined();
  });

  test('need no word where every backend goes with every database', () => {
    for (const kind of ['backend', 'database'] as const)
      for (const layer of real.choices(kind)) expect(partnersOf(layer, real)).toBeUndefined();
  });
});

describe('answers', () => {
  test('follow each other where one is not given', () => {
    expect(withNeeds({ database: 'acorn' }, catalog)).toEqual({ database: 'acorn', backend: 'oak' });
    expect(withNeeds({ backend: 'oak' }, catalog)).toEqual({ database: 'acorn', backend: 'oak' });
    expect(takenLines({ database: 'acorn' }, catalog)).toEqual([
      '--database acorn needs --backend oak, which is taken.',
    ]);
  });

  test('stay as they are where the default fits', () => {
    for (const given of [{}, { backend: 'fastapi' }, { database: 'sqlite' }] satisfies Given[]) {
      expect(withNeeds(given, catalog)).toBe(given);
      expect(takenLines(given, catalog)).toEqual([]);
    }
  });

  test('that do not go together are refused with exit code 2, naming both and a way out', () => {
    const found = refusal({ backend: 'fastapi', database: 'acorn' });
    expect(found?.exitCode).toBe(2);
    expect(found?.message).toBe('--backend fastapi needs --database postgres or sqlite, not acorn.');
    expect(found?.hint).toBe('Use --database postgres or sqlite, or use another --backend.');
    expect(refusal({ database: 'nut' })?.message).toBe('--database nut goes with no --backend that is offered.');
  });

  test('are refused by resolveStack, whoever made them, and verify lists no such stack', () => {
    const answers = complete({ backend: 'fastapi', database: 'acorn' }, '/my-app');
    expect(() => resolveStack(answers, catalog)).toThrow(Refusal);
    const listed = combinationsOf({ license: 'mit', ci: [], deploy: [], frontend: 'none' }, catalog);
    expect(listed.map(({ row }) => `${row['backend']} ${row['database']}`)).toEqual([
      ...['django', 'fastapi', 'flask', 'node'].flatMap((name) => [`${name} postgres`, `${name} sqlite`]),
      'oak acorn',
    ]);
  });
});

describe('at the terminal', () => {
  test('a database never moves the backend that was chosen before it', () => {
    const given = withChoice({ backend: 'fastapi', database: 'acorn' }, { database: 'acorn' }, catalog);
    expect(given.backend).toBe('fastapi');
    expect(unmetIn(given, catalog)).not.toEqual([]);
  });

  test('another backend brings its database along, unless a flag has named one', () => {
    const given = { backend: 'oak', database: 'sqlite' };
    expect(withChoice(given, { backend: 'oak' }, catalog)).toMatchObject({ database: 'acorn' });
    expect(unmetIn(withChoice(given, given, catalog), catalog)).not.toEqual([]);
  });
});

describe('the advice', () => {
  test('is a backend that goes with the database that was given, and the other way round', () => {
    const profile: Given = { industry: 'ecommerce' };
    expect(withAdvice({ ...profile, database: 'sqlite' }, catalog)).toMatchObject({ backend: 'django' });
    expect(withAdvice({ ...profile, backend: 'flask' }, catalog)).toMatchObject({ database: 'postgres' });
    expect(withAdvice(profile, catalog)).toMatchObject({ backend: 'oak', database: 'acorn' });
  });
});
