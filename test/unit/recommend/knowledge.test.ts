// The knowledge in the manifests: what it quotes of our measurements holds, and what is wrong in it is named.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openCatalog, type Catalog, type Layer, type Manifest } from '../../../src/catalog.ts';
import { candidatesOf } from '../../../src/recommend/candidates.ts';
import { recommend } from '../../../src/recommend/recommend.ts';

const catalog = openCatalog();

interface Measured {
  readonly databases: Readonly<
    Record<
      string,
      { readonly endpoints: Readonly<Record<string, { readonly perSecond: number; readonly cpuMs: number }>> }
    >
  >;
}
const benchmarks = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../docs/benchmarks.json'), 'utf8'),
) as Readonly<Record<string, Measured>>;

/** What the work on records costs: the list of a user's notes, and a new one. */
const ENDPOINTS = ['list', 'create'];
const PYTHON = ['django', 'fastapi', 'flask'];

/** Whether a backend has the least, or the most, of a figure among others, on each database and endpoint. */
function isFirst(
  name: string,
  among: readonly string[],
  by: (a: number, b: number) => boolean,
  figure: 'cpuMs' | 'perSecond',
) {
  return Object.keys(benchmarks[name]?.databases ?? {}).every((database) =>
    ENDPOINTS.every((endpoint) => {
      const of = (each: string): number => benchmarks[each]?.databases[database]?.endpoints[endpoint]?.[figure] ?? NaN;
      return among.filter((each) => each !== name).every((each) => by(of(name), of(each)));
    }),
  );
}
const less = (a: number, b: number): boolean => a < b;
const more = (a: number, b: number): boolean => a > b;
const all = Object.keys(benchmarks);

/** Sentences that quote docs/benchmarks.md, and what has to hold there. */
const CLAIMS: Readonly<Record<string, () => boolean>> = {
  'django priority.performance': () => isFirst('django', all, more, 'cpuMs'),
  'fastapi priority.performance': () => isFirst('fastapi', PYTHON, less, 'cpuMs'),
  'node priority.performance': () => isFirst('node', all, less, 'cpuMs'),
  'node needs.microservice': () => isFirst('node', all, less, 'cpuMs'),
  'node scale.growth': () => isFirst('node', all, more, 'perSecond'),
};

describe('what is said to be measured', () => {
  const quoting = candidatesOf('backend', catalog).flatMap(({ name, suits }) =>
    [...suits].filter(([, { source }]) => source.includes('benchmarks')).map(([id]) => `${name} ${id}`),
  );

  test('is what is checked here', () => expect(quoting.sort()).toEqual(Object.keys(CLAIMS).sort()));

  test.each(quoting)('%s holds in docs/benchmarks.json', (claim) => {
    expect(CLAIMS[claim]?.()).toBe(true);
  });

  test('no sentence holds a figure that a measurement would make stale', () => {
    for (const { suits } of candidatesOf('backend', catalog))
      for (const { reason } of suits.values()) expect(reason).not.toMatch(/\d\s*(ms|%|×|MiB|requests)/);
  });
});

/** The real catalogue with one more backend. */
function withBackend(name: string, knowledge: Pick<Manifest, 'suits' | 'cannot'>): Catalog {
  const layer: Layer = {
    id: `backend/${name}`,
    name,
    directory: '',
    manifest: { title: 'Another', hint: 'x', ...knowledge },
  };
  return {
    ...catalog,
    choices: (kind) => (kind === 'backend' ? [...catalog.choices(kind), layer] : catalog.choices(kind)),
  };
}

describe('another backend', () => {
  const weighed = { weight: 5, reason: 'Was made for it.', source: 'https://example.org' };

  test('is recommended where it fits', () => {
    const found = recommend({ needs: ['content'] }, withBackend('another', { suits: { needs: { content: weighed } } }));
    expect(found.recommended).toBe('another');
    expect(found.ranking[0]?.reasons[0]).toMatchObject({ criterion: 'needs.content', text: 'Was made for it.' });
  });

  test('is not where it is ruled out, whatever its score', () => {
    const knowledge = { suits: { needs: { content: weighed } }, cannot: { needs: { admin: weighed } } };
    const found = recommend({ needs: ['admin', 'content'] }, withBackend('another', knowledge));
    expect(found.recommended).toBe('django');
    expect(found.ranking.at(-1)).toMatchObject({ backend: 'another', score: 5, ruledOut: ['needs.admin'] });
  });

  test('of which nothing is known is ranked behind the others, and says so', () => {
    const { ranking } = recommend({ scale: 'enterprise' }, withBackend('another', {}));
    expect(ranking.at(-1)).toMatchObject({ backend: 'another', score: 0, reasons: [] });
    expect(ranking.at(-1)?.cautions.join()).toContain('Nothing is known');
  });

  test('that weighs what is no criterion is named with the nearest one', () => {
    const wrong = withBackend('another', { suits: { needs: { contents: weighed } } });
    expect(() => recommend({}, wrong)).toThrow(
      'backend/another/manifest.json weighs "needs.contents", which is no criterion. Did you mean "needs.content"?',
    );
  });
});
