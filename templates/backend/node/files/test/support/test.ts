// `test` with an application: one for the tests of a file, or one with settings of its own. The database is emptied after each test.
import type { FastifyInstance } from 'fastify';
import { inject, test as base } from 'vitest';
import { createApp } from '../../src/app.ts';
import { readConfig, type Config } from '../../src/config.ts';
import { Api } from './api.ts';

const SECRET_KEY = 'mK9vT2nL6wP1sD8fH3jG5cYq7Rz0bX4a';

export type Variables = Readonly<Record<string, string>>;

/** The settings of the tests, with changes. */
export const configWith = (variables: Variables = {}): Config =>
  readConfig({
    APP_ENV: 'test',
    DATABASE_URL: inject('databaseUrl'),
    SECRET_KEY,
    AUTH_RATE_LIMIT: 'off',
    ...variables,
  });

interface Fixtures {
  readonly shared: Api;
  readonly api: Api;
  /** Starts another application, with these settings changed. */
  readonly start: (variables: Variables) => Promise<Api>;
}

export const test = base.extend<Fixtures>({
  shared: [
    async ({}, use) => {
      const api = await startApi();
      await use(api);
      await api.app.close();
    },
    { scope: 'file' },
  ],
  api: async ({ shared }, use) => {
    shared.logs.length = 0;
    await use(shared);
    await emptyTables(shared.app);
  },
  start: async ({ shared }, use) => {
    const started: Api[] = [];
    await use(async (variables) => {
      const api = await startApi(variables);
      started.push(api);
      return api;
    });
    for (const { app } of started) await app.close();
    await emptyTables(shared.app);
  },
});

async function startApi(variables: Variables = {}): Promise<Api> {
  const lines: string[] = [];
  const app = createApp(configWith(variables), { write: (line) => lines.push(line) });
  await app.ready();
  return new Api(app, lines);
}

async function emptyTables({ db }: FastifyInstance): Promise<void> {
  for (const table of ['notes', 'refresh_tokens', 'users'] as const) {
    await db.deleteFrom(table).execute();
  }
}
