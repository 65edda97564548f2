import { connect } from 'node:net';

/** A connection on which a request can be sent in pieces. */
export interface Wire {
  write(text: string): void;
  /** All that came, once the other side has closed. */
  readonly all: Promise<string>;
}

export function wireTo(port: number): Promise<Wire> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    const chunks: Buffer[] = [];
    const all = new Promise<string>((done) => socket.once('close', () => done(Buffer.concat(chunks).toString())));
    socket.on('data', (chunk) => chunks.push(chunk)).once('error', reject);
    socket.once('connect', () => resolve({ write: (text) => void socket.write(text), all }));
  });
}
