// Its own configuration: it installs from the registries, into clones of this project.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { dir: import.meta.dirname, testTimeout: 300_000, hookTimeout: 120_000 },
});
