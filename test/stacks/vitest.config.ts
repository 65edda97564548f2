// Its own configuration: it scaffolds, installs and runs whole repositories, one after the other, and leaves them in STACKS_DIR for the
// suites that come after.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    dir: import.meta.dirname,
    globalSetup: [`${import.meta.dirname}/../support/pack.ts`],
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 120_000,
  },
});
