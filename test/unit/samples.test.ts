import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openCatalog, TEMPLATES } from '../../src/catalog.ts';
import { dimensions } from '../../src/verify/stacks.ts';
import { samples, samplesIn } from '../support/samples.ts';

const seen = samplesIn(join(import.meta.dirname, '..', '..', 'samples'));

test('samples/ is what the templates give: `npm run samples` renews it', () => {
  const now = samples(TEMPLATES);
  const stale = [...new Set([...now.keys(), ...seen.keys()])].filter((path) => now.get(path) !== seen.get(path));
  expect(stale, 'stale; run `npm run samples`, read `git diff samples`, commit it').toEqual([]);
});

test('every choice is in some sample, and all of them are small enough to read', () => {
  const names = [...new Set([...seen.keys()].map((path) => path.split('/')[0] ?? ''))];
  for (const { kind } of dimensions)
    for (const { name } of openCatalog().choices(kind))
      expect(names.filter((stack) => stack.includes(name)).length, name).toBeGreaterThan(0);
  expect([...seen.values()].join('').length).toBeLessThan(600_000);
});
