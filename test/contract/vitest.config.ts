// Its own configuration: the suite needs a service under test (see support/service.ts), and measures time and memory.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    dir: import.meta.dirname,
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 120_000,
    globalSetup: [`${import.meta.dirname}/../support/service/build.ts`],
    setupFiles: [`${import.meta.dirname}/support/setup.ts`],
  },
});
