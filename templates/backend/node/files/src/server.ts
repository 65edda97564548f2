import type { FastifyInstance } from 'fastify';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import { withDatabase } from './database/with-database.ts';
import { Failure, reason } from './failure.ts';
import { stopOnSignal } from './shutdown.ts';

/** Starts the service; a service without its database is not worth starting. */
export async function serve(config: Config): Promise<void> {
  await withDatabase(config.databaseUrl, () => Promise.resolve());
  const app = createApp(config);
  stopOnSignal(app);
  await listen(app, config);
}

async function listen(app: FastifyInstance, { host, port }: Config): Promise<void> {
  await app.ready();
  try {
    await app.listen({ host, port });
  } catch (error) {
    await app.close();
    const isTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
    const why = isTaken ? 'is taken: free it, or set PORT to another one' : reason(error);
    throw new Failure(`PORT: ${host}:${port} ${why}`);
  }
}
