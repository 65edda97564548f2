import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['test/support/pack.ts'],
    include: [
      'test/{unit,cli,locks,runner}/**/*.test.ts',
      'test/verify/*.test.ts',
      'test/deploy/{messages,model,kubernetes-messages,kubernetes-model}.test.ts',
      'test/ci/model.test.ts',
      'test/*.test.ts',
    ],
    exclude: ['test/locks/network.test.ts'],
    // Vitest leaves one core free, which of two is half.
    maxWorkers: availableParallelism(),
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
