import { describe, expect, test } from 'vitest';
import { complete, offered } from '../../src/answers.ts';
import { openCatalog, type Catalog, type Layer } from '../../src/catalog.ts';
import proven from '../../src/data/proven.json' with { type: 'json' };
import { Refusal } from '../../src/errors.ts';
import { refuseUnmet, takenLines, unmetIn, withChoice, withNeeds } from '../../src/needs.ts';
import { questions, type Given } from '../../src/options.ts';
import { withAdvice } from '../../src/recommend/presets.ts';
import { resolveStack } from '../../src/stack.ts';

const real = openCatalog();
const layer = (id: string, requires?: Layer['manifest']['requires']): Layer => {
  const manifest = { title: id.toUpperCase(), hint: `a ${id}`, ...(requires && { requires }) };
  return { id: `deploy/${id}`, name: id, directory: '', manifest };
};

/** The rocket needs a launch pad and another database than the default one; the pad needs a crane. */
const SPACE = [
  layer('crane'),
  layer('pad', { deploy: ['crane'] }),
  layer('rocket', { database: ['postgres'], deploy: ['pad'] }),
];
const catalog: Catalog = {
  ...real,
  choices: (kind) => (kind === 'deploy' ? SPACE : real.choices(kind)),
  layer: (id) => SPACE.find((each) => each.id === id) ?? real.layer(id),
};

const refusal = (act: () => unknown): Refusal | undefined => {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
};

// No run has proven the fixture's layers, unless none is on record at all.
const mark = Object.keys(proven.choices).length === 0 ? '' : 'experimental: ';

describe('what a choice needs', () => {
  test('follows where nothing else is said, and what that needs too', () => {
    const settled = withNeeds({ deploy: ['rocket'] }, catalog);
    expect(settled).toEqual({ database: 'postgres', deploy: ['crane', 'pad', 'rocket'] });
    expect(takenLines({ deploy: ['rocket'] }, catalog)).toEqual([
      '--deploy pad needs --deploy crane, which is taken.',
      '--deploy rocket needs --database postgres, which is taken.',
      '--deploy rocket needs --deploy pad, which is taken.',
    ]);
    expect(takenLines(settled, catalog)).toEqual([]);
  });

  test('changes nothing where nothing is needed', () => {
    for (const given of [{}, { deploy: [] }, { deploy: ['crane'], database: 'sqlite' }] satisfies Given[])
      expect(withNeeds(given, catalog)).toBe(given);
  });

  test('is said where the choice is offered', () => {
    const deploy = questions.find(({ key }) => key === 'deploy');
    if (deploy?.type !== 'choices') throw new Error('no such question');
    expect(offered(deploy, catalog).map(({ hint }) => hint)).toEqual([
      `${mark}a crane`,
      `${mark}a pad; needs CRANE`,
      `${mark}a rocket; needs PostgreSQL and PAD`,
    ]);
  });

  test('is part of the advice, which everything ends with', () => {
    const answers = complete(withAdvice({ deploy: ['rocket'] }, catalog), '/my-app');
    expect(answers).toMatchObject({ database: 'postgres', deploy: ['crane', 'pad', 'rocket'] });
    expect(unmetIn(answers, catalog)).toEqual([]);
  });
});

describe('an answer that says otherwise', () => {
  const given: Given = { deploy: ['rocket'], database: 'sqlite' };

  test('is refused with exit code 2, in a line that names both, and a way out', () => {
    const found = refusal(() => refuseUnmet(withNeeds(given, catalog), catalog));
    expect(found?.exitCode).toBe(2);
    expect(found?.message).toBe('--deploy rocket needs --database postgres, not sqlite.');
    expect(found?.hint).toBe('Use --database postgres, or drop rocket from --deploy.');
  });

  test('is refused by resolveStack too, whoever made it', () => {
    const answers = complete({ ...given, deploy: ['crane', 'pad', 'rocket'] }, '/my-app');
    expect(refusal(() => resolveStack(answers, catalog))?.message).toContain('needs --database postgres, not sqlite');
    const incomplete = complete({ database: 'postgres', deploy: ['rocket'] }, '/my-app');
    expect(refusal(() => resolveStack(incomplete, catalog))?.message).toBe('--deploy rocket needs --deploy pad.');
    expect(refusal(() => resolveStack({ ...answers, database: 'postgres' }, catalog))).toBeUndefined();
  });

  test('gives way to what is chosen later at the terminal, unless a flag had said it', () => {
    expect(withChoice(given, { deploy: given.deploy ?? [] }, catalog)).toMatchObject({ database: 'postgres' });
    const kept = withChoice(given, { ...given }, catalog);
    expect(kept.database).toBe('sqlite');
    expect(unmetIn(kept, catalog)).toHaveLength(1);
  });
});
