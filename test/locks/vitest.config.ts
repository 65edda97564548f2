import { defineConfig } from 'vitest/config';

// With what the root's configuration leaves out: that installs from the registries.
export default defineConfig({
  test: { include: ['test/locks/**/*.test.ts'], testTimeout: 600_000, hookTimeout: 600_000, maxWorkers: 1 },
});
