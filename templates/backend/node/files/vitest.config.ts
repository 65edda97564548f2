import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    dir: 'test',
    globalSetup: 'test/support/global-setup.ts',
    // All tests share one database.
    fileParallelism: false,
    coverage: {
      include: ['src/**/*.ts'],
      reporter: [['text', { skipFull: true }]],
      thresholds: { lines: 85, functions: 85, statements: 85, branches: 80 },
    },
  },
});
