import { execPath, platform } from 'node:process';
import { expect, it } from 'vitest';
import { cpuTime, launch } from '../support/service/program.ts';

const module = new URL('../../scripts/bench-backends/report.mjs', import.meta.url).href;
const { tables } = (await import(module)) as { tables: (services: unknown[]) => string[] };

const BUSY = 'while (process.cpuUsage().user < 300_000); setInterval(() => undefined, 1000)';

/** A service whose hello world takes 0.1 ms and its database 0.05 ms. */
const service = (listMs: number): unknown => {
  const endpoint = (cpuMs: number) => ({ cpuMs, perSecond: 1000 / cpuMs });
  return {
    name: 'Some framework | Some database',
    endpoints: {
      ...{ hello: endpoint(0.1), list: endpoint(listMs) },
      ...{ health: endpoint(0.2), login: endpoint(30), create: endpoint(1) },
    },
    databaseCpuMs: 0.05,
    coldStartMs: { hello: 300.4, service: 800.6 },
    peakBytes: { hello: 50 * 1_048_576, service: 100 * 1_048_576 },
    installedBytes: 60 * 1_048_576,
  };
};

it('says what each request and the database alone take of the processor', () => {
  expect(tables([service(0.5)])).toContain(
    '| Some framework | Some database | 0.10 | 0.20 | 1.00 | 30.00 | 0.50 | 0.050 |',
  );
});

it('says requests a second, start, memory and size', () => {
  const lines = tables([service(0.5)]);
  expect(lines).toContain('| Some framework | Some database | 10,000 | 5,000 | 1,000 | 33 | 2,000 |');
  expect(lines).toContain('| Some framework | Some database | 300 | 801 | 50 | 100 | 60 |');
});

it.skipIf(platform !== 'linux')('counts the processor time of a program that still runs', async () => {
  const program = launch([execPath, '-e', BUSY], { directory: '.', env: {} });
  await expect.poll(() => cpuTime(program.pid), { timeout: 20_000 }).toBeGreaterThan(150);
  program.signal('SIGKILL');
  await program.exit;
  expect(cpuTime(program.pid)).toBe(0);
});
