// Its own configuration: what needs no engine is checked for every stack; what does builds and runs the stack that STACK names, or all.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    dir: import.meta.dirname,
    globalSetup: [`${import.meta.dirname}/../support/pack.ts`],
    fileParallelism: false,
    testTimeout: 900_000,
    hookTimeout: 900_000,
  },
});
