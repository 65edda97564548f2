// Its own configuration: every stack takes longer than all the other tests of the CLI together.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { dir: import.meta.dirname, include: ['every/*.test.ts'], testTimeout: 300_000 },
});
