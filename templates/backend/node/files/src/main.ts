// Serves the API.
import type { FastifyInstance } from 'fastify';
import { createApp } from './app.ts';
import { loadConfig, type Config } from './config.ts';
import { openDatabase, ping } from './database/connection.ts';
import { Failure, reason } from './failure.ts';
import { run } from './run.ts';
import { stopOnSignal } from './shutdown.ts';

run(async () => {
  const config = loadConfig();
  await checkDatabase(config.databaseUrl);
  const app = createApp(config);
  stopOnSignal(app);
  await listen(app, config);
});

/** A service without its database is not worth starting. */
async function checkDatabase(url: string): Promise<void> {
  const db = openDatabase(url);
  try {
    await ping(db);
  } catch (error) {
    throw new Failure(`DATABASE_URL: ${reason(error)}`);
  } finally {
    await db.destroy();
  }
}

async function listen(app: FastifyInstance, { host, port }: Config): Promise<void> {
  await app.ready();
  try {
    await app.listen({ host, port });
  } catch (error) {
    await app.close();
    throw new Failure(`PORT: can't listen on ${host}:${port}: ${reason(error)}`);
  }
}
