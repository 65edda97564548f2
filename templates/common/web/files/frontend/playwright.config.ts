import { defineConfig, devices } from '@playwright/test';
import { loadEnv } from 'vite';

const { WEB_PORT = '5173' } = loadEnv('', process.cwd(), ['WEB_PORT']);
const baseURL = `http://localhost:${WEB_PORT}`;
const isCI = process.env.CI !== undefined;
// A browser that is installed already; without it, `npx playwright install chromium` brings one.
const executablePath = process.env.PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH;

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  forbidOnly: isCI,
  retries: isCI ? 1 : 0,
  reporter: 'list',
  use: {
    ...devices['Desktop Chrome'],
    baseURL,
    trace: 'on-first-retry',
    launchOptions: executablePath ? { executablePath } : {},
  },
  // The whole application; one that runs already is used. The API answers on the page's own origin, as soon as both are there.
  webServer: {
    command: 'npm start',
    cwd: '..',
    url: `${baseURL}/api/v1/notes`,
    reuseExistingServer: !isCI,
    timeout: 180_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
  },
});
