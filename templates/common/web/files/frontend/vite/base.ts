import { loadEnv } from 'vite';
import { mergeConfig, type ViteUserConfig } from 'vitest/config';
import { brandInHtml } from './brand-in-html.ts';
import { firstLoadBudget, type Budget } from './first-load-budget.ts';
import { securityHeaders } from './security-headers.ts';

const { PORT = '8000', WEB_PORT = '5173' } = loadEnv('', process.cwd(), ['PORT', 'WEB_PORT']);

// The page calls the API on its own origin; in production the web server forwards the same path.
const proxy = { '/api': { target: `http://127.0.0.1:${PORT}` } };
const server = { port: Number(WEB_PORT), strictPort: true, proxy };

/** What is the same for any framework: ports, proxy, tests, and the size that the first load may have. */
export function webConfig(budget: Budget, framework: ViteUserConfig): ViteUserConfig {
  return mergeConfig(base(budget), framework);
}

const base = (budget: Budget): ViteUserConfig => ({
  plugins: [brandInHtml(), firstLoadBudget(budget)],
  server,
  preview: { ...server, headers: securityHeaders },
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    environment: 'happy-dom',
    environmentOptions: { happyDOM: { url: 'http://localhost/' } },
    setupFiles: ['src/testing/setup.ts'],
    // A page is loaded and compiled when a test first opens it.
    testTimeout: 30_000,
    restoreMocks: true,
    unstubGlobals: true,
    coverage: {
      include: ['src/**/*.{ts,tsx}'],
      exclude: ['src/**/*.test.{ts,tsx}', 'src/testing/**', 'src/**/*.d.ts', 'src/main.*'],
      reporter: ['text-summary', 'html'],
      thresholds: { lines: 85 },
    },
  },
});
