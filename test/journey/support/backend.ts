// The API behind the page: on the port that the page leads to, and to be taken away and brought back.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import {
  migratedDatabase,
  serviceUnderTest,
  start,
  type Database,
  type Running,
  type Variables,
} from '../../support/service.ts';
import { apiOf, type Api } from '../../contract/support/api.ts';

const PORT = process.env['API_PORT'] ?? '8000';
const blueprint = serviceUnderTest();

export interface Backend {
  /** Past the page, for what a test needs to be there. */
  readonly api: Api;
  readonly down: () => Promise<void>;
  readonly up: () => Promise<void>;
}

/** A backend with these variables, and a database that outlives its restarts, for a describe block. */
export function useBackend(variables: Variables = {}): Backend {
  let database: Database;
  let running: Running;
  const SECRET_KEY = randomBytes(32).toString('hex'); // the same after a restart
  const up = async (): Promise<void> => {
    running = await start(blueprint, { SECRET_KEY, ...variables, PORT }, { database });
  };
  const down = async (): Promise<void> => {
    await running.stop();
  };
  beforeAll(async () => {
    database = await migratedDatabase(blueprint);
    await up();
  });
  afterAll(async () => {
    await down();
    await database.drop();
  });
  return { api: apiOf(() => running.url), down, up };
}
