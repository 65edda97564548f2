// Stacks in containers, from unmodified Dockerfiles: built, inspected, used in a browser, ended and started again.
import { readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiOf } from '../contract/support/api.ts';
import { newPerson, PASSWORD, signIn } from '../contract/support/people.ts';
import { emptyPlace, leaveOut } from '../support/place.ts';
import { freePort } from '../support/service.ts';
import { scaffold } from '../stacks/repository.ts';
import { stacksIn } from '../stacks/stacks.ts';
import { TEMPLATES } from '../../src/catalog.ts';
import { containerOf, docker, dockerDone, engineProblem, inspect, npmRunDocker, type More } from './support/engine.ts';

// Bundled, as vite would look for the tsconfig of a repository beside it.
const bundler = new URL('../../scripts/locks/bundled.mjs', import.meta.url).href;
const { importBundled } = (await import(bundler)) as { importBundled: (path: string) => Promise<unknown> };
const { securityHeaders } = (await importBundled('templates/common/web/files/frontend/vite/security-headers.ts')) as {
  securityHeaders: Readonly<Record<string, string>>;
};
const problem = engineProblem();
const asked = stacksIn(TEMPLATES).filter(({ name }) => name === (process.env['STACK'] ?? name));
const ROOT = join(import.meta.dirname, '..', '..');

describe.each(asked)('$name', (stack) => {
  const hasPage = stack.answers['frontend'] !== 'none';
  const front = hasPage ? 'frontend' : 'backend';
  let repo = '';
  let ports: More = {};
  let url = '';
  const api = apiOf(() => url);

  beforeAll(async () => {
    if (problem !== undefined) return;
    repo = await scaffold({ ...stack, flags: [...stack.flags, '--deploy', 'docker'] }, emptyPlace());
    const port = await freePort();
    ports = { [`${front.toUpperCase()}_PORT`]: String(port) };
    url = `http://127.0.0.1:${port}`;
  });
  afterAll(async () => {
    if (repo) await docker(repo, 'compose', 'down', '--volumes', '--rmi', 'local', '--timeout', '5');
  });
  // Every test says why it is left out; a machine without an engine sees the list.
  const inEngine = (name: string, run: () => Promise<void>): void =>
    test(name, async (context) => {
      if (problem !== undefined) leaveOut(context, problem);
      await run();
    });

  inEngine('`npm run docker` in a fresh clone builds it, migrates and waits until all of it is healthy', async () => {
    const { code, text } = await npmRunDocker(repo, ports);
    expect(code, text).toBe(0);
    expect(text).toContain(`Ready:\n  ${front.padEnd(10)} ${url.replace('127.0.0.1', 'localhost')}`);
    const services = (await dockerDone(repo, 'compose', 'config', '--services')).split('\n');
    for (const service of services) {
      const { State } = await inspect(repo, await containerOf(repo, service));
      if (service.endsWith('-migrations')) expect(State).toMatchObject({ Status: 'exited', ExitCode: 0 });
      else expect(State, service).toMatchObject({ Status: 'running', Health: { Status: 'healthy' } });
    }
  });

  inEngine('what runs is a number without rights, on a root that it can not write to', async () => {
    for (const service of hasPage ? ['backend', 'frontend'] : ['backend']) {
      const { Config, HostConfig } = await inspect(repo, await containerOf(repo, service));
      expect(Number(Config.User.split(':')[0])).toBeGreaterThanOrEqual(10_000);
      expect(HostConfig.ReadonlyRootfs).toBe(true);
      expect(Config.Labels['org.opencontainers.image.title']).toBe(`${stack.name}-${service}`);
      const within = (command: string): Promise<{ code: number; text: string }> =>
        docker(repo, 'compose', 'exec', '-T', service, 'sh', '-c', command);
      expect((await within('echo x > /tmp/x')).code).toBe(0);
      for (const place of ['/app/x', '/etc/x', '/usr/x', '/x', '/venv/x'])
        expect((await within(`echo x > ${place}`)).code, place).not.toBe(0);
      expect((await within('cat /proc/1/comm')).text.trim()).toMatch(/^(python|gunicorn|node|nginx|MainThread)/);
      expect((await within('grep ^CapEff: /proc/1/status')).text).toMatch(/0{16}\s*$/);
    }
  });

  inEngine('the last stage has no compiler, no cache, and nothing that is for development', async () => {
    const look =
      'command -v gcc cc g++ make; ls -d /root/.cache/pip /root/.npm /app/tests /app/.env 2>/dev/null; find / -xdev -type d \\( -name pytest -o -name mypy -o -name ruff -o -name typescript -o -name vitest -o -name vite \\) -path "*packages*" -o -xdev -type d -path "/app/node_modules/typescript" -o -xdev -type d -path "/app/node_modules/vitest" 2>/dev/null; true';
    for (const service of hasPage ? ['backend', 'frontend'] : ['backend'])
      expect(
        (
          await dockerDone(
            repo,
            'run',
            '--rm',
            '--user',
            '0',
            '--entrypoint',
            'sh',
            `${stack.name}-${service}:dev`,
            '-c',
            look,
          )
        ).trim(),
      ).toBe('');
  });

  inEngine('the API answers, the page has its headers, and what is for the inside stays there', async () => {
    await api.expect(401, 'GET', '/api/v1/notes');
    if (!hasPage) return;
    for (const path of ['/', '/notes/new', '/index.html']) {
      const answer = await fetch(url + path);
      expect(answer.status).toBe(200);
      expect(Object.fromEntries(answer.headers)).toMatchObject(
        Object.fromEntries(Object.entries(securityHeaders).map(([name, value]) => [name.toLowerCase(), value])),
      );
      expect(answer.headers.get('cache-control')).toBe('no-cache');
    }
    const html = await (await fetch(url)).text();
    const [script = ''] = /\/assets\/[^"]+\.js/.exec(html) ?? [];
    const asset = await fetch(url + script);
    expect(asset.headers.get('cache-control')).toContain('immutable');
    expect(asset.headers.get('content-encoding')).toBe('gzip');
    expect((await fetch(`${url}/assets/gone.js`)).status).toBe(404);
    expect(await (await fetch(`${url}/metrics`)).text()).not.toContain('http_requests_total');
    const traced = await fetch(`${url}/api/v1/notes`, { headers: { 'x-request-id': 'from-the-client' } });
    expect(traced.headers.get('x-request-id')).toBe('from-the-client');
    expect(traced.headers.get('content-security-policy')).not.toBe(securityHeaders['Content-Security-Policy']);
  });

  inEngine('a refused body is the service’s own refusal', async () => {
    const { token } = await newPerson(api);
    const json = { title: 'x', body: 'x'.repeat(1_048_577) };
    const answer = await api('POST', '/api/v1/notes', { token, json });
    expect(answer.status).toBe(413);
    expect(answer.problem().request_id).toBeTruthy();
  });

  inEngine('after `down` and another `npm run docker` the data is there', async () => {
    const person = await newPerson(api);
    await api.expect(201, 'POST', '/api/v1/notes', { token: person.token, json: { title: 'kept' } });
    await dockerDone(repo, 'compose', 'down');
    const { code, text } = await npmRunDocker(repo, ports);
    expect(code, text).toBe(0);
    const { token } = await signIn(api, person.email, PASSWORD);
    expect((await api.expect(200, 'GET', '/api/v1/notes', { token })).notes().items.map(({ title }) => title)).toEqual([
      'kept',
    ]);
  });

  inEngine('SIGTERM finishes what is in flight and exits 0', async () => {
    const container = await containerOf(repo, 'backend');
    const { Networks } = (await inspect(repo, container)).NetworkSettings;
    const body = JSON.stringify({ email: 'nobody@example.com', password: PASSWORD });
    const wire = await wireTo(Networks[`${stack.name}_default`]?.IPAddress ?? '', 8000);
    wire.write(
      `POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 5)}`,
    );
    await sleep(1000); // until it is taken
    const stopped = dockerDone(repo, 'stop', '--time', '20', container);
    await sleep(500);
    wire.write(body.slice(5));
    expect(await wire.all).toMatch(/^HTTP\/1\.1 401 /);
    await stopped;
    expect((await inspect(repo, container)).State).toMatchObject({ Status: 'exited', ExitCode: 0 });
    if (hasPage) {
      const page = await containerOf(repo, 'frontend');
      await dockerDone(repo, 'stop', page);
      expect((await inspect(repo, page)).State).toMatchObject({ Status: 'exited', ExitCode: 0 });
    }
    const { code, text } = await npmRunDocker(repo, ports);
    expect(code, text).toBe(0);
  });

  inEngine('a lock that was changed fails the build', async () => {
    const isPython = stack.answers['backend'] !== 'node';
    const file = join(repo, 'backend', isPython ? 'requirements.txt' : 'package.json');
    const before = readFileSync(file, 'utf8');
    const changed = isPython
      ? before.replace(/sha256:[0-9a-f]{64}/g, `sha256:${'0'.repeat(64)}`)
      : before.replace('"fastify": "^5', '"fastify": "^4');
    expect(changed).not.toBe(before);
    writeFileSync(file, changed);
    const { code, text } = await docker(repo, 'compose', 'build', 'backend');
    writeFileSync(file, before);
    expect(code).not.toBe(0);
    expect(text).toMatch(/HASHES|npm ci.*in sync|EUSAGE/i);
  });

  inEngine('a port that is taken and a secret that is missing are told in one line', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    const variable = `${front.toUpperCase()}_PORT`;
    const taken = await npmRunDocker(repo, { [variable]: String(port) });
    server.close();
    expect(taken.code).toBe(1);
    expect(taken.text).toContain(
      `Port ${port} (${front}) is taken. Free it, or move it in .env or here: ${variable}=${port + 10} npm run docker`,
    );
    const missing = await npmRunDocker(repo, { ...ports, BACKEND_SECRET_KEY: '' });
    expect(missing.code).toBe(1);
    expect(missing.text.trim().split('\n').at(-1)).toBe(
      'BACKEND_SECRET_KEY is not set: give it a value in .env; .env.example says what it is.',
    );
    const silent = await npmRunDocker(repo, { ...ports, DOCKER_HOST: 'unix:///nowhere/docker.sock' });
    expect(silent.code).toBe(1);
    expect(silent.text.trim().split('\n').at(-1)).toMatch(/^Docker does not answer; is it started\? It says: /);
  });

  inEngine('the journey through the page goes well', async () => {
    if (!hasPage) return;
    const apiPort = String(await freePort());
    const settings = join(repo, '..', `${stack.name}.json`);
    writeFileSync(settings, JSON.stringify({ repo, env: { ...process.env, ...ports } }));
    const script = join(import.meta.dirname, 'support/journey-service.mjs');
    const commands = {
      directory: repo,
      verbs: { serve: `${process.execPath} ${script} ${settings}`, migrate: 'true' },
    };
    const { exitCode, all } = await execa(
      process.execPath,
      [
        'node_modules/vitest/vitest.mjs',
        'run',
        '--config',
        'test/journey/vitest.config.ts',
        'journey.test',
        'trouble.test',
      ],
      {
        cwd: ROOT,
        env: { BASE_URL: url, API_PORT: apiPort, SERVICE_COMMANDS: JSON.stringify(commands), DATABASE_URL: 'sqlite:' },
        all: true,
        reject: false,
      },
    );
    expect(exitCode, all).toBe(0);
  });
});

interface Wire {
  write(text: string): void;
  /** All that came, once the other side has closed. */
  readonly all: Promise<string>;
}

function wireTo(host: string, port: number): Promise<Wire> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, host);
    const chunks: Buffer[] = [];
    const all = new Promise<string>((done) => socket.once('close', () => done(Buffer.concat(chunks).toString())));
    socket.on('data', (chunk) => chunks.push(chunk)).once('error', reject);
    socket.once('connect', () => resolve({ write: (text) => void socket.write(text), all }));
  });
}
