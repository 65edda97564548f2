// The database, for the routes, and whether it answers.
import fp from 'fastify-plugin';
import type { Kysely } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase, ping } from '../database/connection.ts';
import type { Tables } from '../database/tables.ts';

const CHECK_MILLISECONDS = 2_000;
const CLOSE_MILLISECONDS = 3_000;

declare module 'fastify' {
  interface FastifyInstance {
    db: Kysely<Tables>;
    /** Whether the database answers in time. */
    databaseAnswers: () => Promise<boolean>;
  }
}

export const database = fp<{ url: string }>((app, { url }, done) => {
  const db = openDatabase(url);
  let running: Promise<boolean> | undefined;
  // One check at a time: a hanging database ties up one connection.
  const check = (): Promise<boolean> =>
    (running ??= ping(db)
      .then(
        () => true,
        () => false,
      )
      .finally(() => (running = undefined)));
  app.decorate('db', db);
  app.decorate('databaseAnswers', () => within(CHECK_MILLISECONDS, check(), false));
  app.addHook('onClose', () => within(CLOSE_MILLISECONDS, db.destroy(), undefined));
  done();
});

/** The promise's value, or another one where it takes too long. */
async function within<Value>(
  milliseconds: number,
  promise: Promise<Value>,
  late: Value,
): Promise<Value> {
  const timer = new AbortController();
  try {
    return await Promise.race([promise, sleep(milliseconds, late, { signal: timer.signal })]);
  } finally {
    timer.abort();
  }
}
