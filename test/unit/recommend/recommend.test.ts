import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { check } from '../../../src/answers.ts';
import { openCatalog } from '../../../src/catalog.ts';
import type { Given } from '../../../src/options.ts';
import { isClose } from '../../../src/recommend/confidence.ts';
import { recommend } from '../../../src/recommend/recommend.ts';

interface Brief {
  readonly brief: string;
  readonly industry: string;
  readonly profile: Given;
  /** What an experienced architect would take, and why. */
  readonly answer: string;
  readonly why: string;
  /** They would call it close. */
  readonly close?: true;
  /** What they would split off. */
  readonly services?: Readonly<Record<string, string>>;
}

const catalog = openCatalog();
const briefs = JSON.parse(readFileSync(join(import.meta.dirname, 'briefs.json'), 'utf8')) as readonly Brief[];

describe('golden briefs', () => {
  test('are at least 40, from several industries, and every backend is the answer to some', () => {
    expect(briefs.length).toBeGreaterThanOrEqual(40);
    expect(new Set(briefs.map(({ industry }) => industry)).size).toBeGreaterThanOrEqual(8);
    const answers = new Set(briefs.map(({ answer }) => answer));
    expect([...answers].sort()).toEqual(catalog.choices('backend').map(({ name }) => name));
  });

  test.each(briefs.map((each) => [each.brief, each] as const))('%s', (_brief, { profile, answer, close, services }) => {
    const found = recommend(
      check({ ...profile }, catalog, (key) => key),
      catalog,
    );
    expect(found.recommended, JSON.stringify(found.ranking.map(({ backend, score }) => [backend, score]))).toBe(answer);
    expect(isClose(found.ranking), JSON.stringify(found.ranking.map(({ backend, score }) => [backend, score]))).toBe(
      close ?? false,
    );
    if (close) expect(found.confidence).toBeLessThan(0.5);
    const split = Object.fromEntries(found.services.map(({ name, backend }) => [name, backend]));
    if (services !== undefined) expect(split).toEqual(services);
  });
});
