import { defineConfig } from 'vitest/config';

// With what the root's configuration leaves out: these install from the registries.
export default defineConfig({
  test: { include: ['test/locks/**/*.test.ts'], testTimeout: 600_000, hookTimeout: 600_000, maxWorkers: 1 },
});
