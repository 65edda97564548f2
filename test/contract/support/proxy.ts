// A wire between service and database that a test can cut or freeze.
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface Proxy {
  readonly port: number;
  /** Open connections end, new ones are refused. */
  cut(): Promise<void>;
  /** Connections stay open and are taken, but nothing passes. */
  freeze(): void;
  restore(): Promise<void>;
  close(): Promise<void>;
}

export async function openProxy(target: { host: string; port: number }): Promise<Proxy> {
  const sockets = new Set<Socket>();
  let frozen = false;
  const server = createServer((client) => {
    const upstream = connect(target.port, target.host);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.on('data', (data) => frozen || to.write(data));
      from.on('error', () => to.destroy()).on('close', () => (sockets.delete(from), to.destroy()));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const end = (): void => sockets.forEach((socket) => socket.destroy());
  return {
    port,
    cut: async () => {
      const closed = server.listening ? once(server.close(), 'close') : undefined;
      end();
      await closed;
    },
    freeze: () => void (frozen = true),
    restore: async () => {
      if (frozen) end(); // what was swallowed can't be sent any more
      frozen = false;
      if (!server.listening) await once(server.listen(port, '127.0.0.1'), 'listening');
    },
    close: async () => {
      end();
      if (server.listening) await once(server.close(), 'close');
    },
  };
}
