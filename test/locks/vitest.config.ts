import { defineConfig } from 'vitest/config';

// With what the root's configuration leaves out: that installs from the registries.
export default defineConfig({
  test: {
    include: ['test/locks/**/*.test.ts'],
    // The package has answers of its own about the locks, which are held to them.
    globalSetup: ['test/support/pack.ts'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    maxWorkers: 1,
  },
});
