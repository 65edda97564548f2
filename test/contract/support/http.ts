// One HTTP request over node:http, which lets a test send what fetch would mend or refuse: hosts, paths, bodies without a length.
import { request, type IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';

export interface Outgoing {
  readonly method: string;
  /** Sent as it is. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A stream goes out in chunks, without Content-Length. */
  readonly body?: string | Buffer | Readable;
  /** The address to come from, e.g. 127.0.0.2. */
  readonly localAddress?: string;
}

export interface Incoming {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export function exchange(url: string, { method, path, headers = {}, body, localAddress }: Outgoing): Promise<Incoming> {
  const { hostname, port } = new URL(url);
  const length =
    typeof body === 'string' || Buffer.isBuffer(body) ? { 'content-length': String(Buffer.byteLength(body)) } : {};
  const options = {
    hostname,
    port,
    method,
    path,
    agent: false,
    headers: { ...length, ...headers },
    ...(localAddress && { localAddress }),
  };
  return new Promise((resolve, reject) => {
    const outgoing = request(options, (answer) => {
      const chunks: Buffer[] = [];
      const done = (): void => {
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: Buffer.concat(chunks).toString() });
        outgoing.destroy(); // a refused body isn't sent to its end
      };
      answer
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .on('error', () => undefined)
        .once('close', done);
    });
    outgoing.setTimeout(60_000, () => outgoing.destroy(new Error(`No answer to ${method} ${path}`)));
    outgoing.on('error', reject); // settles nothing once an answer is there
    if (body instanceof Readable) outgoing.flushHeaders();
    if (body instanceof Readable) body.on('error', () => undefined).pipe(outgoing);
    else outgoing.end(body);
  });
}
