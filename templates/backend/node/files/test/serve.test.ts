// The service as a process: what it says, how it ends.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, inject, onTestFinished, test, vi } from 'vitest';
import { UNREACHABLE_URL } from './support/database.ts';

const SECRET_KEY = 'q7Rz0bX4mK9vT2nL6wP1sD8fH3jG5cYa';

vi.setConfig({ testTimeout: 60_000 });

interface Process {
  readonly child: ChildProcess;
  readonly url: string;
  readonly port: number;
  /** Its exit code and what it said, once it has ended. */
  readonly end: Promise<{ code: number; stdout: string; stderr: string }>;
}

function launch(
  port: number,
  variables: Record<string, string> = {},
  file = 'src/main.ts',
): Process {
  const child = spawn(process.execPath, ['--import', 'tsx', file], {
    cwd: new URL('..', import.meta.url),
    env: {
      ...process.env,
      APP_ENV: 'test',
      DATABASE_URL: inject('databaseUrl'),
      PORT: String(port),
      ...variables,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const end = Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)]).then(
    ([[code], stdout, stderr]) => ({ code: code as number, stdout, stderr }),
  );
  return { child, url: `http://127.0.0.1:${port}`, port, end };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

async function started(variables: Record<string, string> = {}): Promise<Process> {
  const service = launch(await freePort(), variables);
  for (let tries = 0; tries < 500; tries += 1) {
    const response = await fetch(`${service.url}/readyz`).catch(() => undefined);
    if (response?.ok) return service;
    await sleep(100);
  }
  throw new Error('the service never got ready');
}

describe('the service', () => {
  test('SIGTERM: what is in flight is finished, nothing new is taken, exit code 0', async () => {
    const { child, port, url, end } = await started({ APP_ENV: 'production', SECRET_KEY });
    const socket = connect(port, '127.0.0.1');
    const answer = text(socket);
    const body = '{"email":"nobody@example.com","password":"whatever"}';
    const head = [
      'POST /api/v1/auth/login HTTP/1.1',
      'Host: localhost',
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n${body.slice(0, -1)}`);
    await sleep(300);
    child.kill('SIGTERM');
    await sleep(300);
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
    socket.write(body.slice(-1));
    expect(await answer).toMatch(/^HTTP\/1\.1 401 /);
    const { code, stdout, stderr } = await end;
    expect(code).toBe(0);
    expect(stderr).toBe('');
    const lines = stdout.trim().split('\n');
    const levels = lines.map((line) => (JSON.parse(line) as { level: string }).level);
    expect(new Set(levels)).toEqual(new Set(['info']));
  });

  test('SIGINT: who is connected and says nothing is not waited for', async () => {
    const { child, port, end } = await started();
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    child.kill('SIGINT');
    expect((await end).code).toBe(0);
  });
});

describe('what is wrong with its surroundings is one line, and exit code 1', () => {
  const refusal = async (service: Process): Promise<string> => {
    const { code, stdout, stderr } = await service.end;
    expect(code).toBe(1);
    expect(stdout.split('\n').filter((line) => line.includes('"level":"error"'))).toEqual([]);
    expect(stderr).toMatch(/^error: .*\n$/);
    return stderr;
  };

  test('a port that is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    expect(await refusal(launch(port))).toContain(`PORT: 127.0.0.1:${port} is taken`);
    server.close();
  });

  test('a database that is not there', async () => {
    const stderr = await refusal(launch(await freePort(), { DATABASE_URL: UNREACHABLE_URL }));
    expect(stderr).toMatch(/DATABASE_URL|migrations/);
  });

  test('a secret that is none, in production', async () => {
    const variables = { APP_ENV: 'production', SECRET_KEY: 'short' };
    expect(await refusal(launch(await freePort(), variables))).toContain('SECRET_KEY');
  });

  test('a command that is not there', async () => {
    expect(await refusal(launch(1, {}, 'src/cli.ts'))).toContain('name a command');
  });
});
