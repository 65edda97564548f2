// A run of a few steps with a ledger: what is skipped, what is recorded, and what becomes of a false proof.
import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { inputsOf, keyOf } from '../../scripts/test/key.mjs';
import { draw, openLedger } from '../../scripts/test/ledger.mjs';
import { Run } from '../../scripts/test/suite-run.mjs';
import { versionsOf } from '../../scripts/test/versions.mjs';
import type { Entry, Step } from '../../scripts/test/types.ts';
import { emptyPlace } from '../support/place.ts';

const CONFIG = 'test/fixtures/false-proof/vitest.config.ts';
const step = (title: string, filter: string): Step => ({
  ...{ title, tier: 'full', run: { config: CONFIG, filters: [filter] }, reads: { files: ['package.json'] } },
});
const SOUND = step('sound', 'sound');
const BROKEN = step('broken', 'broken');
const plan = { rendered: String, digestOf: String };
const need = (): Promise<{ value: Record<string, string> }> => Promise.resolve({ value: {} });

/** A commit that draws a title among some. */
function commitDrawing(title: string, titles: readonly string[]): string {
  const commits = Array.from({ length: 1000 }, (_, index) => `commit${index}`);
  return commits.find((commit) => draw(titles, commit).has(title)) ?? '';
}

async function run(steps: readonly Step[], ledger: string, commit: string, everything = false): Promise<Run> {
  const out = new PassThrough().resume();
  const options = { need, plan, scratch: emptyPlace(), cores: 2, commit, ledger, out, records: true, everything };
  const running = new Run({ steps, allSteps: steps, ...options });
  await running.finish();
  return running;
}

const results = ({ outcomes }: Run): Readonly<Record<string, string>> =>
  Object.fromEntries(outcomes.map(({ step: { title }, result }) => [title, result]));

/** An entry with the key that the step has now, though nothing ran. */
async function plant(ledger: string, { title, ...rest }: Step): Promise<void> {
  const inputs = (await inputsOf({ title, ...rest }, { renderer: plan, versions: versionsOf(need) })) ?? {};
  const about: Entry = {
    title,
    suite: CONFIG,
    key: keyOf(inputs),
    inputs,
    reusable: true,
    passed: 1,
    seconds: 1,
    commit: 'x',
    date: new Date().toISOString(),
  };
  openLedger(ledger).write(about);
}

describe('a run with a ledger', () => {
  test('records what passes, and does not run it again', async () => {
    const ledger = emptyPlace();
    const steps = [SOUND, step('other', 'sound')];
    expect(results(await run(steps, ledger, 'first'))).toEqual({ sound: 'passed', other: 'passed' });
    const commit = commitDrawing('other', ['sound', 'other']);
    const again = await run(steps, ledger, commit);
    expect(results(again)).toEqual({ sound: 'recorded', other: 'passed' });
    expect(again.isComplete).toBe(true);
    expect(again.outcomes.map(({ passed }) => passed)).toEqual([1, 1]);
  });

  test('runs everything where it is told to', async () => {
    const ledger = emptyPlace();
    await plant(ledger, SOUND);
    expect(results(await run([SOUND], ledger, 'any', true))).toEqual({ sound: 'passed' });
  });

  test('finds a false proof once it is drawn, and trusts no other proof of that suite', async () => {
    const ledger = emptyPlace();
    await plant(ledger, BROKEN);
    await plant(ledger, SOUND);
    const hidden = await run([BROKEN, SOUND], ledger, commitDrawing('sound', ['broken', 'sound']));
    expect(results(hidden)).toEqual({ broken: 'recorded', sound: 'passed' });
    const found = await run([BROKEN, SOUND], ledger, commitDrawing('broken', ['broken', 'sound']));
    expect(results(found)).toEqual({ broken: 'failed', sound: 'skipped' });
    expect(found.isComplete).toBe(false);
    expect(openLedger(ledger).read()).toEqual([]);
  });

  test('never reuses what passed only on a retry', async () => {
    const ledger = emptyPlace();
    const late: Step = { ...SOUND, title: 'late', run: { config: 'test/fixtures/retried/vitest.config.ts' } };
    const { outcomes } = await run([late], ledger, 'any');
    expect(outcomes[0]?.retried).toHaveLength(1);
    expect(openLedger(ledger).read()).toMatchObject([{ title: 'late', reusable: false }]);
    expect(results(await run([late], ledger, 'any'))).toEqual({ late: 'passed' });
  });
});
