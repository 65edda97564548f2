/// <reference lib="dom.iterable" />
/// <reference lib="dom" />
// A browser for each file of tests, a profile of its own for each test, and an eye on the console.
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';

export const BASE_URL = process.env['WEB_URL'] ?? '';
const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
// Where the service is a container, this machine's interfaces change as it comes and goes; Chromium then gives up what it is loading, and says so.
const expected = process.env['NETWORK_CHANGES'] ? [/net::ERR_NETWORK_CHANGED/] : [];
const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the console may say: a failed request says so there, and nobody can keep the browser from it. */
  readonly provokes: (...messages: RegExp[]) => void;
}

export type Visits = (options?: BrowserContextOptions) => Promise<Visit>;

export function useBrowser(): Visits {
  let browser: Browser;
  const open: { context: BrowserContext; said: string[]; allowed: RegExp[] }[] = [];
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args });
  });
  afterAll(async () => {
    await browser.close();
  });
  afterEach(async () => {
    const visits = open.splice(0);
    await Promise.all(visits.map(({ context }) => context.close()));
    const unexpected = visits.flatMap(({ said, allowed }) =>
      said.filter((text) => ![...expected, ...allowed].some((pattern) => pattern.test(text))),
    );
    expect(unexpected, 'the console').toEqual([]);
  });
  return async (options = {}) => {
    const context = await browser.newContext({ baseURL: BASE_URL, reducedMotion: 'reduce', ...options });
    context.setDefaultTimeout(15_000);
    const visit = { context, said: [] as string[], allowed: [] as RegExp[] };
    open.push(visit);
    context.on('page', (page) => listen(page, visit.said));
    return { page: await context.newPage(), context, provokes: (...messages) => visit.allowed.push(...messages) };
  };
}

const NOTABLE = new Set(['error', 'warning', 'assert']);

function listen(page: Page, said: string[]): void {
  page.on('console', (message) => {
    if (NOTABLE.has(message.type())) said.push(`${message.type()}: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => said.push(`uncaught: ${error.message}`));
}

/** Of a failed request with that status. */
export const failed = (...statuses: number[]): RegExp =>
  new RegExp(`Failed to load resource: .*\\b(${statuses.join('|')})\\b`);
