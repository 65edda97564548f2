// The ledger of proofs: what may be skipped, and that nothing else is.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { digestFiles } from '../../scripts/test/hash.mjs';
import { filesOf } from '../../scripts/test/imports.mjs';
import { inputsOf, keyOf } from '../../scripts/test/key.mjs';
import { draw, openLedger, whyRun } from '../../scripts/test/ledger.mjs';
import { provenData, provenDocument } from '../../scripts/test/proven.mjs';
import type { Entry, Step } from '../../scripts/test/types.ts';
import { choices } from '../../scripts/test/plan.ts';
import { emptyPlace } from '../support/place.ts';

const INPUTS = { rendered: 'a', files: 'b', suite: 'c', packages: 'd', tools: 'e', flags: 'f' };
const entry = (more: Partial<Entry> = {}): Entry => ({
  ...{ title: 'contract flask', suite: 'test/contract/vitest.config.ts', inputs: INPUTS, key: keyOf(INPUTS) },
  ...{ reusable: true, passed: 7, seconds: 9, commit: 'abc1234', date: '2026-11-20T10:00:00.000Z' },
  ...more,
});
const NOW = new Date('2026-11-21T10:00:00.000Z');

describe('a step is recorded', () => {
  test('where its inputs are the same', () => {
    expect(whyRun(entry(), INPUTS, NOW)).toBeUndefined();
  });

  test.each(Object.keys(INPUTS))('unless %s changed', (kind) => {
    expect(whyRun(entry(), { ...INPUTS, [kind]: 'other' }, NOW)).toBe(`changed: ${kind}`);
  });

  test('unless its proof is older than seven days', () => {
    expect(whyRun(entry(), INPUTS, new Date('2026-11-27T09:00:00.000Z'))).toBeUndefined();
    expect(whyRun(entry(), INPUTS, new Date('2026-11-27T11:00:00.000Z'))).toBe('the proof is 7 days old');
  });

  test('unless it passed only on a retry, or asks the outside world', () => {
    expect(whyRun(entry({ reusable: false }), INPUTS, NOW)).toBe('it is never recorded');
    expect(whyRun(entry(), undefined, NOW)).toBe('its verdict depends on more than files');
  });

  test('never without an entry', () => {
    expect(whyRun(undefined, INPUTS, NOW)).toBe('no proof on record');
  });
});

describe('an eighth runs anyway', () => {
  const titles = Array.from({ length: 40 }, (_, index) => `step ${index}`);

  test('drawn by the commit', () => {
    const first = draw(titles, 'abc1234');
    expect(first.size).toBe(5);
    expect(draw([...titles].reverse(), 'abc1234')).toEqual(first);
    expect(draw(titles, 'abc1235')).not.toEqual(first);
  });

  test('and every step sooner or later', () => {
    const seen = new Set(Array.from({ length: 100 }, (_, commit) => [...draw(titles, String(commit))]).flat());
    expect(seen.size).toBe(titles.length);
  });

  test('at least one, where there is any', () => {
    expect(draw(['only'], 'abc').size).toBe(1);
    expect(draw([], 'abc').size).toBe(0);
  });
});

describe('the files of the ledger', () => {
  test('are read back as they were written, one for each step', () => {
    const ledger = openLedger(join(emptyPlace(), 'proven'));
    expect(ledger.read()).toEqual([]);
    ledger.write(entry());
    ledger.write(entry({ title: 'contract flask, rate limits' }));
    ledger.write(entry({ passed: 8 }));
    expect(ledger.read().map(({ title, passed }) => [title, passed])).toEqual([
      ['contract flask, rate limits', 7],
      ['contract flask', 8],
    ]);
    ledger.strike(({ title }) => title === 'contract flask');
    expect(ledger.read()).toHaveLength(1);
  });

  test('edited by hand are refused: the key is that of the inputs', () => {
    const place = emptyPlace();
    openLedger(place).write(entry());
    const [name = ''] = readdirSync(place);
    const forged = readFileSync(join(place, name), 'utf8').replace('"rendered": "a"', '"rendered": "x"');
    writeFileSync(join(place, name), forged);
    expect(() => openLedger(place).read()).toThrow('was edited by hand');
  });
});

describe('the key of a step', () => {
  const renderer = {
    rendered: (flags: readonly string[]): string => flags.join(' '),
    digestOf: (tree: unknown, below?: readonly string[]): string => `${String(tree)} ${String(below)}`,
  };
  const STEP: Step = {
    title: 'a step',
    tier: 'full',
    run: { config: 'test/contract/vitest.config.ts', filters: ['text'] },
    env: { SECONDS: '30', SERVICE_DIR: '/tmp/1' },
    reads: { rendered: [{ flags: ['--backend', 'flask'] }], files: ['package.json'] },
  };
  const key = async (step: Step, version = '1'): Promise<string> =>
    keyOf((await inputsOf(step, { renderer, versions: () => Promise.resolve(version) })) ?? {});

  test('follows from what is rendered, read, run and set, and from the tools', async () => {
    const keys = await Promise.all([
      key(STEP),
      key({ ...STEP, reads: { ...STEP.reads, rendered: [{ flags: ['--backend', 'node'] }] } }),
      key({ ...STEP, reads: { ...STEP.reads, rendered: [{ flags: ['--backend', 'flask'], below: ['backend/'] }] } }),
      key({ ...STEP, reads: { ...STEP.reads, files: ['tsconfig.json'] } }),
      key({ ...STEP, run: { config: 'test/contract/vitest.config.ts', filters: ['errors'] } }),
      key({ ...STEP, env: { SECONDS: '90', SERVICE_DIR: '/tmp/1' } }),
      key({ ...STEP, tools: ['database/sqlite'] }),
      key(STEP, '2'),
    ]);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('does not follow from the directory of one run', async () => {
    expect(await key({ ...STEP, env: { SECONDS: '30', SERVICE_DIR: '/tmp/2' } })).toBe(await key(STEP));
  });

  test('does not exist for a step that does not say what it reads', async () => {
    const { reads: _, ...rest } = STEP;
    expect(await inputsOf(rest, { renderer, versions: () => Promise.resolve('1') })).toBeUndefined();
  });

  test('changes with one byte of a file, and with its name', () => {
    const place = emptyPlace();
    const write = (name: string, text: string): string => {
      writeFileSync(join(place, name), text);
      return digestFiles([place]);
    };
    mkdirSync(join(place, 'below'));
    const digests = [write('below/a', '1'), write('below/a', '2'), write('b', '2'), write('below/a', '1')];
    expect(new Set(digests).size).toBe(4);
  });
});

test('a suite is its configuration, its selected tests, and all that they import or refer to', async () => {
  const files = await filesOf({ config: 'test/contract/vitest.config.ts', filters: ['document'] });
  expect(files).toEqual(expect.arrayContaining(['test/contract/vitest.config.ts', 'test/contract/document.test.ts']));
  expect(files).toContain('test/support/service/database.ts');
  expect(files).toContain('templates/common/api/files/openapi.json');
  expect(files).toContain('templates/base/files/scripts/openapi.mjs');
  expect(files).not.toContain('test/contract/notes.test.ts');
});

test('docs/proven.md and src/data/proven.json say what the ledger does', () => {
  const entries = openLedger('docs/proven').read();
  expect(readFileSync('docs/proven.md', 'utf8')).toBe(provenDocument(entries));
  expect(readFileSync('src/data/proven.json', 'utf8')).toBe(provenData(entries, choices));
});
