import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** From the environment, a pipe, or the keyboard, where it is not shown. */
export async function askPassword(): Promise<string> {
  const given = process.env.ADMIN_PASSWORD;
  if (given !== undefined && given !== '') return given;
  const isTerminal = process.stdin.isTTY;
  if (isTerminal) process.stdout.write('Password: ');
  const silent = new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: isTerminal });
  const password = await firstLine(lines);
  if (isTerminal) process.stdout.write('\n');
  return password;
}

async function firstLine(lines: ReturnType<typeof createInterface>): Promise<string> {
  for await (const line of lines) return line;
  return '';
}
