// Which steps run beside which, and in which order.
import { describe, expect, test } from 'vitest';
import { runAll } from '../../scripts/test/schedule.mjs';
import type { Step } from '../../scripts/test/types.ts';

const step = (title: string, more: Partial<Step> = {}): Step => ({
  title,
  tier: 'full',
  run: { command: [title] },
  ...more,
});

interface Watched {
  /** Titles in the order in which the steps began. */
  readonly begun: string[];
  /** Every pair of titles that were under way at once. */
  readonly beside: Set<string>;
  readonly left: readonly string[];
}

async function watch(
  steps: readonly Step[],
  { failing = [] as readonly string[], missing = [] as readonly string[], keepGoing = true, cores = 2 } = {},
): Promise<Watched> {
  const running = new Set<string>();
  const begun: string[] = [];
  const beside = new Set<string>();
  const left = await runAll(steps, {
    cores,
    keepGoing,
    seconds: ({ seconds = 1 }) => seconds,
    canRun: ({ title }) => Promise.resolve(!missing.includes(title)),
    run: async ({ title }) => {
      for (const other of running) beside.add([other, title].sort().join(' + '));
      begun.push(title);
      running.add(title);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running.delete(title);
      return !failing.includes(title);
    },
  });
  return { begun, beside, left: left.map(({ title }) => title).sort() };
}

describe('a schedule', () => {
  test('runs as many steps at once as there are cores, and a heavy one alone', async () => {
    const { beside, left } = await watch([step('a'), step('b'), step('c'), step('heavy', { weight: 2 })]);
    expect(left).toEqual([]);
    expect([...beside].filter((pair) => pair.includes('heavy'))).toEqual([]);
    expect(beside.size).toBeGreaterThan(0);
  });

  test('fills a core with steps that mostly wait', async () => {
    const waits = ['a', 'b', 'c'].map((title) => step(title, { weight: 0.3 }));
    expect((await watch(waits, { cores: 1 })).beside.size).toBe(3);
  });

  test('begins with the fast tier, then with what has the longest way to go', async () => {
    const steps = [
      step('short', { seconds: 5 }),
      step('repository', { seconds: 1 }),
      step('journey', { seconds: 9, follows: 'repository' }),
      step('lint', { tier: 'fast' }),
      step('CLI', { tier: 'fast', weight: 9 }),
    ];
    const { begun, beside } = await watch(steps);
    expect(begun).toEqual(['lint', 'CLI', 'repository', 'short', 'journey']);
    expect([...beside].filter((pair) => pair.includes('CLI'))).toEqual([]);
  });

  test('never runs a browser while networks change', async () => {
    const steps = [
      step('docker', { network: 'changes', seconds: 99 }),
      step('kubernetes', { network: 'changes', seconds: 98 }),
      step('repository', { network: 'uses' }),
      step('journey', { network: 'uses', follows: 'repository' }),
      step('contract', { follows: 'repository' }),
    ];
    const { begun, beside } = await watch(steps, { cores: 4 });
    expect(begun.indexOf('docker')).toBeGreaterThan(begun.indexOf('journey'));
    expect([...beside]).not.toContain('docker + journey');
    expect([...beside]).not.toContain('docker + kubernetes');
  });

  test('leaves out what follows a failure, and what lacks a tool; the containers still get their turn', async () => {
    const steps = [
      step('repository', { network: 'uses' }),
      step('journey', { network: 'uses', follows: 'repository' }),
      step('docker', { network: 'changes' }),
      step('locks'),
    ];
    const { begun, left } = await watch(steps, { failing: ['repository'], missing: ['locks'] });
    expect(begun).toEqual(['repository', 'docker']);
    expect(left).toEqual(['journey', 'locks']);
  });

  test('starts nothing new after a failure, unless it keeps going', async () => {
    const steps = [step('a', { seconds: 9 }), step('b')];
    expect((await watch(steps, { failing: ['a'], cores: 1, keepGoing: false })).left).toEqual(['b']);
    expect((await watch(steps, { failing: ['a'], cores: 1, keepGoing: true })).left).toEqual([]);
  });
});
