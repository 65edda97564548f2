// Stacks in containers, from unmodified Dockerfiles: built, inspected, used in a browser, ended and started again. STACK is one, as JSON;
// JOURNEY the files of the journey, or it is those that a page's server can change, and none where it is empty.
import { randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiOf } from '../contract/support/api.ts';
import { newPerson, PASSWORD, signIn } from '../contract/support/people.ts';
import { emptyPlace, leaveOut } from '../support/place.ts';
import { freePort } from '../support/service.ts';
import { stackUnderTest } from '../support/stack-under-test.ts';
import { scaffold } from '../stacks/repository.ts';
import * as engine from './support/engine.ts';
import { docker, dockerDone, inspect, npmRunDocker, within, type More } from './support/engine.ts';
import { journey } from './support/journey.ts';
import { wireTo } from './support/wire.ts';

// Bundled, as vite would look for the tsconfig of a repository beside it.
const bundler = new URL('../../scripts/locks/bundled.mjs', import.meta.url).href;
const { importBundled } = (await import(bundler)) as { importBundled: (path: string) => Promise<unknown> };
const { securityHeaders } = (await importBundled('templates/common/web/files/frontend/vite/security-headers.ts')) as {
  securityHeaders: Readonly<Record<string, string>>;
};
const JOURNEY = (process.env['JOURNEY'] ?? 'journey.test trouble.test').split(' ').filter(Boolean);
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const problem = engine.engineProblem();
const stack = stackUnderTest();

describe(stack.name, () => {
  const { backend, frontend, database } = stack.answers;
  const hasPage = frontend !== 'none';
  const front = hasPage ? 'frontend' : 'backend';
  const built = hasPage ? ['backend', 'frontend'] : ['backend'];
  // An engine is the whole machine's: somebody else may be trying the same stack.
  const name = `${stack.name}-${randomBytes(3).toString('hex')}`;
  const image = (service: string): string => `${name}-${service}:dev`;
  let repo = '';
  let ports: More = {};
  let url = '';
  const api = apiOf(() => url);

  beforeAll(async () => {
    if (problem !== undefined) return;
    repo = await scaffold({ ...stack, name }, emptyPlace());
    const port = await freePort();
    ports = { [`${front.toUpperCase()}_PORT`]: String(port) };
    url = `http://127.0.0.1:${port}`;
  });
  afterAll(async () => {
    if (repo) await engine.removeAll(repo, name, built);
  });
  // Every test says why it is left out.
  const inEngine = (title: string, run: () => Promise<void>): void =>
    test(title, async (context) => {
      if (problem !== undefined) leaveOut(context, problem);
      await run();
    });
  const up = async (): Promise<string> => {
    const { code, text } = await npmRunDocker(repo, ports);
    expect(code, text).toBe(0);
    return text;
  };

  inEngine('`npm run docker` in a fresh clone builds it, migrates and waits until all of it is healthy', async () => {
    expect(await up()).toContain(`Ready:\n  ${front.padEnd(10)} ${url.replace('127.0.0.1', 'localhost')}`);
    for (const service of (await dockerDone(repo, 'compose', 'config', '--services')).split('\n')) {
      const { State } = await inspect(repo, await engine.containerOf(repo, service));
      if (service.endsWith('-migrations')) expect(State).toMatchObject({ Status: 'exited', ExitCode: 0 });
      else expect(State, service).toMatchObject({ Status: 'running', Health: { Status: 'healthy' } });
    }
  });

  inEngine('what runs is a number without rights, on a root that it can not write to', async () => {
    for (const service of built) {
      const { Config, HostConfig } = await inspect(repo, await engine.containerOf(repo, service));
      expect(Number(Config.User.split(':')[0])).toBeGreaterThanOrEqual(10_000);
      expect(HostConfig.ReadonlyRootfs).toBe(true);
      expect(Config.Labels['org.opencontainers.image.title']).toBe(`${name}-${service}`);
      expect((await within(repo, service, 'id -u')).text).toBe('10001');
      expect((await within(repo, service, 'echo x > /tmp/x')).code).toBe(0);
      for (const place of ['/app/x', '/etc/x', '/usr/x', '/x', '/venv/x'])
        expect((await within(repo, service, `echo x > ${place}`)).code, place).not.toBe(0);
      expect((await within(repo, service, 'grep ^CapEff: /proc/1/status')).text).toMatch(/\s0{16}$/);
    }
  });

  inEngine('the last stage has no compiler, no cache, and nothing that is for development', async () => {
    const look = [
      'command -v gcc cc g++ make',
      'ls -d /root/.cache/* /root/.npm /app/tests /app/src /app/.env /app/.git 2>/dev/null',
      `find / -xdev -type d \\( ${['pytest', 'mypy', 'ruff', 'typescript', 'vitest', 'vite', 'tsx']
        .flatMap((tool) => [`-path "*/site-packages/${tool}"`, `-path "/app/node_modules/${tool}"`])
        .join(' -o ')} \\)`,
      'true',
    ].join('; ');
    const asRoot = ['run', '--rm', '--user', '0', '--entrypoint', 'sh'];
    for (const service of built)
      expect(await dockerDone(repo, ...asRoot, image(service), '-c', look), service).toBe('');
  });

  inEngine('the API answers, the page has its headers, and what is for the inside stays there', async () => {
    await api.expect(401, 'GET', '/api/v1/notes');
    if (!hasPage) return;
    for (const path of ['/', '/notes/new', '/index.html']) {
      const answer = await fetch(url + path);
      expect(answer.status).toBe(200);
      expect(Object.fromEntries(answer.headers)).toMatchObject(
        Object.fromEntries(Object.entries(securityHeaders).map(([header, value]) => [header.toLowerCase(), value])),
      );
      expect(answer.headers.get('cache-control')).toBe('no-cache');
    }
    const [script = ''] = /\/assets\/[^"]+\.js/.exec(await (await fetch(url)).text()) ?? [];
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
    const answer = await api('POST', '/api/v1/notes', { token, json: { title: 'x', body: 'x'.repeat(1_048_577) } });
    expect(answer.status).toBe(413);
    expect(answer.problem().request_id).toBeTruthy();
  });

  inEngine('the README’s command makes the first administrator', async () => {
    const readme = readFileSync(join(repo, 'README.md'), 'utf8');
    const [, command = ''] = /docker compose exec backend (.*) you@example.com/.exec(readme) ?? [];
    const { code, text } = await within(repo, 'backend', `${command} chief@example.com`, `${PASSWORD}\n`);
    expect(code, text).toBe(0);
    const { token } = await signIn(api, 'chief@example.com', PASSWORD);
    expect((await api.expect(200, 'GET', '/api/v1/auth/me', { token })).user().role).toBe('admin');
  });

  if (database === 'postgres' && hasPage)
    inEngine('the database is reached by the service alone', async () => {
      const resolves = (service: string): Promise<number> =>
        within(repo, service, 'getent hosts backend-database').then(({ code }) => code);
      expect(await resolves('backend')).toBe(0);
      expect(await resolves('frontend')).not.toBe(0);
    });

  inEngine('SIGTERM finishes what is in flight and exits 0', async () => {
    const port = await freePort();
    await dockerDone(repo, ...engine.publishing(repo, port), 'up', '--detach', '--no-deps', '--wait', 'backend');
    const body = JSON.stringify({ email: 'nobody@example.com', password: PASSWORD });
    const head = `POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
    const wire = await wireTo(port);
    wire.write(head + body.slice(0, 5));
    await sleep(1000); // until it is taken
    const stopped = dockerDone(repo, 'compose', 'stop');
    await sleep(500);
    wire.write(body.slice(5));
    expect(await wire.all).toMatch(/^HTTP\/1\.1 401 /);
    await stopped;
    for (const service of built) {
      const { State } = await inspect(repo, await engine.containerOf(repo, service));
      expect(State, service).toMatchObject({ Status: 'exited', ExitCode: 0 });
    }
  });

  inEngine('after `down` and another `npm run docker` the data is there', async () => {
    await dockerDone(repo, 'compose', 'down');
    await up();
    const chief = await signIn(api, 'chief@example.com', PASSWORD);
    expect((await api.expect(200, 'GET', '/api/v1/auth/me', chief)).user().role).toBe('admin');
  });

  inEngine('a changed source is built without installing anything, a changed lock is refused', async () => {
    const isPython = backend !== 'node';
    const sources = ['src/main.ts', 'app/__init__.py', 'manage.py'].map((path) => join(repo, 'backend', path));
    appendFileSync(sources.find((path) => existsSync(path)) ?? '', isPython ? '# changed\n' : '// changed\n');
    const again = await docker(repo, 'build', '--progress', 'plain', 'backend');
    expect(again.code, again.text).toBe(0);
    const installs = [...again.text.matchAll(/^#(\d+) \[.*\] RUN --mount=type=cache/gm)].map(([, step]) => step);
    expect(installs.length).toBeGreaterThan(0);
    for (const step of installs) expect(again.text).toMatch(new RegExp(`^#${step} CACHED$`, 'm'));

    const lock = join(repo, 'backend', isPython ? 'requirements.txt' : 'package.json');
    const before = readFileSync(lock, 'utf8');
    const changed = isPython
      ? before.replace(/sha256:[0-9a-f]{64}/g, `sha256:${'0'.repeat(64)}`)
      : before.replace('"fastify": "^5', '"fastify": "^4');
    expect(changed).not.toBe(before);
    writeFileSync(lock, changed);
    const { code, text } = await docker(repo, 'build', 'backend');
    writeFileSync(lock, before);
    expect(code).not.toBe(0);
    expect(text).toMatch(/HASHES|npm ci.*in sync|EUSAGE/i);
  });

  inEngine('a port that is taken, a secret that is missing and a silent engine are told in one line', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    const variable = `${front.toUpperCase()}_PORT`;
    const refusal = async (more: More): Promise<string | undefined> => {
      const { code, text } = await npmRunDocker(repo, { ...ports, ...more });
      expect(code).toBe(1);
      return text.trim().split('\n').at(-1);
    };
    expect(await refusal({ [variable]: String(port) })).toBe(
      `Port ${port} (${front}) is taken. Free it, or move it in .env or here: ${variable}=${port + 10} npm run docker`,
    );
    server.close();
    expect(await refusal({ BACKEND_SECRET_KEY: '' })).toBe(
      'BACKEND_SECRET_KEY is not set: give it a value in .env; .env.example says what it is.',
    );
    expect(await refusal({ DOCKER_HOST: 'unix:///nowhere/docker.sock' })).toMatch(
      /^Docker does not answer; is it started\? It says: /,
    );
  });

  if (hasPage && JOURNEY.length > 0)
    test('the journey through the page goes well', async (context) => {
      if (problem !== undefined) leaveOut(context, problem);
      if (!existsSync(CHROMIUM)) leaveOut(context, 'there is no Chromium');
      const { code, text } = await journey(repo, url, ports, JOURNEY);
      expect(code, text).toBe(0);
    });
});
