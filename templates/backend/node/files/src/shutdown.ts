// The end of a service: takes nothing new, finishes what is in flight, exits with 0.
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

// Less than the 30 seconds after which a container is killed.
const SHUTDOWN_MILLISECONDS = 25_000;
const SWEEP_MILLISECONDS = 50;
const QUEUE_MILLISECONDS = 500;
const SILENCE_MILLISECONDS = 1_000;

export function stopOnSignal(app: FastifyInstance): void {
  const sockets = new Set<Socket>();
  app.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  let stopping: Promise<void> | undefined;
  const stop = (): void => {
    stopping ??= end(app, sockets);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

async function end(app: FastifyInstance, sockets: ReadonlySet<Socket>): Promise<void> {
  await acceptWaiting(app.server);
  const begin = Date.now();
  setInterval(() => {
    sweep(app.server, sockets, Date.now() - begin);
  }, SWEEP_MILLISECONDS);
  await app.close();
  process.exit(0);
}

/** Who has connected before the signal is let in: libuv takes one from the queue in each round. */
async function acceptWaiting(server: Server): Promise<void> {
  const deadline = Date.now() + QUEUE_MILLISECONDS;
  let accepted = true;
  server.on('connection', () => (accepted = true));
  while (accepted && Date.now() < deadline) {
    accepted = false;
    await setImmediate();
    await setImmediate();
  }
}

/** Closing a server leaves open what was busy at that moment, and what has not said a word yet. */
function sweep(server: Server, sockets: ReadonlySet<Socket>, milliseconds: number): void {
  server.closeIdleConnections();
  if (milliseconds > SHUTDOWN_MILLISECONDS) server.closeAllConnections();
  if (milliseconds < SILENCE_MILLISECONDS) return;
  for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
}
