import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

interface Proxy {
  /** The database's, through the proxy. */
  readonly url: string;
  /** Breaks every connection. */
  readonly cut: () => void;
  readonly close: () => void;
}

/** A way to a database that can be cut. */
export async function openProxy(databaseUrl: string): Promise<Proxy> {
  const { hostname, port } = new URL(databaseUrl);
  const sockets: Socket[] = [];
  const server = createServer((client) => {
    const upstream = connect(Number(port === '' ? '5432' : port), hostname);
    client.pipe(upstream).pipe(client);
    for (const socket of [client, upstream]) socket.on('error', () => undefined);
    sockets.push(client, upstream);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = (): void => {
    for (const socket of sockets.splice(0)) socket.destroy();
  };
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const url = Object.assign(new URL(databaseUrl), { host }).href;
  return { url, cut, close: () => server.close() };
}
