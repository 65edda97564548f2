// Its own configuration: the journey needs a page (BASE_URL), whose /api leads to 127.0.0.1:API_PORT, and a service under test to run there.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    dir: import.meta.dirname,
    // Vitest has a BASE_URL of its own, which hides ours in the tests.
    env: { WEB_URL: process.env['BASE_URL'] ?? 'http://127.0.0.1:5173' },
    fileParallelism: false,
    // A browser on a busy machine is sometimes late; what passed only when tried again is named in the summary, so that it isn't forgotten.
    retry: 1,
    testTimeout: 180_000,
    hookTimeout: 120_000,
    globalSetup: [`${import.meta.dirname}/../support/service/build.ts`],
    setupFiles: [`${import.meta.dirname}/../contract/support/setup.ts`],
  },
});
