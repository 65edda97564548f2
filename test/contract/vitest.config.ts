// Its own configuration: the suite needs a service under test (SERVICE_DIR; see support/service). A runner may select projects with --project.
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './support/longest-first.ts';

// What measures time or memory, or takes the database away.
const SERIAL = ['body-size.test.ts', 'operation.test.ts', 'outage.test.ts'];
// What waits for a clock and leaves the processors to others.
const WAITING = ['expiry.test.ts', 'retry-after.test.ts'];
const WORKERS = Number(process.env['CONTRACT_WORKERS'] ?? 3);

const pathsOf = (names: readonly string[]): string[] => names.map((name) => `**/${name}`);

const common = {
  dir: import.meta.dirname,
  testTimeout: 180_000,
  hookTimeout: 120_000,
  setupFiles: [`${import.meta.dirname}/support/setup.ts`],
};

/** Projects of the same order share their workers, and those of a later order begin when they have ended. */
const project = (name: string, groupOrder: number, maxWorkers: number, files: object): { test: object } => ({
  test: { ...common, name, maxWorkers, sequence: { groupOrder }, ...files },
});

export default defineConfig({
  test: {
    globalSetup: [`${import.meta.dirname}/../support/service/build.ts`],
    sequence: { sequencer: LongestFirst },
    projects: [
      project('parallel', 1, WORKERS, { exclude: pathsOf([...SERIAL, ...WAITING]) }),
      project('waiting', 1, WORKERS, { include: pathsOf(WAITING) }),
      project('serial', 2, 1, { include: pathsOf(SERIAL) }),
    ],
  },
});
