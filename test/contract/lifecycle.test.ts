// Start, stop, secrets, migrations, sample data.
import { connect, type Socket } from 'node:net';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  databaseTests,
  environment,
  freshDatabase,
  launchService,
  migrate,
  migratedDatabase,
  runVerb,
  serviceUnderTest,
  start,
  type Running,
} from '../support/service.ts';
import { ended, type Program } from '../support/service/program.ts';
import { apiOf } from './support/api.ts';
import { eventually } from './support/eventually.ts';
import { freshEmail, newPerson, PASSWORD, signIn } from './support/people.ts';

const blueprint = serviceUnderTest();

interface Wire {
  write(text: string): void;
  /** Resolves once the answer so far matches. */
  until(pattern: RegExp): Promise<void>;
  /** All that came, once the other side has closed. */
  readonly all: Promise<string>;
}

function wireTo(service: Running): Promise<Wire> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(Number(new URL(service.url).port), '127.0.0.1');
    const chunks: Buffer[] = [];
    const all = new Promise<string>((done) => socket.once('close', () => done(Buffer.concat(chunks).toString())));
    socket.on('data', (chunk) => chunks.push(chunk)).once('error', reject);
    const received = (): string => Buffer.concat(chunks).toString();
    const until = async (pattern: RegExp): Promise<void> =>
      expect(await eventually(() => pattern.test(received())), received()).toBe(true);
    socket.once('connect', () => resolve({ write: (text) => void socket.write(text), until, all }));
  });
}

/** The service answers 100 Continue as it begins to read the body: from then on the request is in flight. */
const requestHead = (path: string, length: number, token: string): string =>
  `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nAuthorization: Bearer ${token}\r\nContent-Length: ${length}\r\nExpect: 100-continue\r\n\r\n`;
const IN_FLIGHT = /^HTTP\/1\.1 100 .*\r\n\r\n/s;

/** Whether it accepts no new connections. */
const refuses = (service: Running): Promise<boolean> =>
  fetch(`${service.url}/healthz`, { signal: AbortSignal.timeout(2000) }).then(
    () => false,
    () => true,
  );

describe('SIGTERM', () => {
  test('finishes what is in flight, takes nothing new, exits 0', async () => {
    const service = await start(blueprint, { APP_ENV: 'production', ALLOWED_HOSTS: '127.0.0.1' });
    const { token } = await newPerson(apiOf(() => service.url));
    const body = JSON.stringify({ title: 'in flight' });
    const wire = await wireTo(service);
    wire.write(requestHead('/api/v1/notes', body.length, token));
    await wire.until(IN_FLIGHT);
    wire.write(body.slice(0, 5));
    process.kill(service.pid, 'SIGTERM');
    const refused = await eventually(() => refuses(service), 10);
    wire.write(body.slice(5));
    expect(await wire.all).toMatch(/\r\n\r\nHTTP\/1\.1 201 .*"in flight"/s);
    expect(refused).toBe(true);
    expect(await service.stop()).toEqual({ code: 0, signal: null });
  });

  test('during a busy moment loses no answer', async () => {
    const service = await start(blueprint);
    const wires = await Promise.all(Array.from({ length: 8 }, () => wireTo(service)));
    const body = JSON.stringify({ email: freshEmail(), password: PASSWORD });
    for (const wire of wires) wire.write(requestHead('/api/v1/auth/login', body.length, 'x'));
    for (const wire of wires) await wire.until(IN_FLIGHT);
    for (const wire of wires) wire.write(body);
    expect(await service.stop()).toEqual({ code: 0, signal: null });
    for (const wire of wires) expect(await wire.all).toMatch(/\r\n\r\nHTTP\/1\.1 401 /);
  });

  test('does not wait for idle connections', async () => {
    const service = await start(blueprint);
    const wire = await wireTo(service);
    wire.write('GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
    await wire.until(/^HTTP\/1\.1 200 .*\r\n\r\n/s);
    const begin = Date.now();
    expect(await service.stop()).toEqual({ code: 0, signal: null });
    expect(Date.now() - begin).toBeLessThan(5000);
    expect(await wire.all).toMatch(/^HTTP\/1\.1 200 /);
  });
});

test('what was written is there after a restart', async () => {
  const database = await migratedDatabase(blueprint);
  const first = await start(blueprint, {}, { database });
  const person = await newPerson(apiOf(() => first.url));
  await apiOf(() => first.url).expect(201, 'POST', '/api/v1/notes', { token: person.token, json: { title: 'kept' } });
  await first.stop();
  const second = await start(blueprint, {}, { database });
  const { token } = await signIn(
    apiOf(() => second.url),
    person.email,
  );
  expect((await apiOf(() => second.url).expect(200, 'GET', '/api/v1/notes', { token })).notes().items[0]?.title).toBe(
    'kept',
  );
  await second.stop();
  await database.drop();
});

describe('in production', () => {
  const examples = [
    ...new Set(
      ['.env.example', '../.env.example']
        .map((name) => join(blueprint.directory, name))
        .filter((file) => existsSync(file))
        .flatMap(secretIn),
    ),
  ];

  const bad: [string, string][] = [
    ['absent', ''],
    ['short', 'q7Rz0bX4mK9vT2nL6wP1sD8fH3jG5cY'],
    ['short', 'abc'],
    ['an example', 'change-me-change-me-change-me-change-me'],
    ['an example', 'changeme'.repeat(8)],
    ...examples.map((value): [string, string] => ['the example', value]),
  ];
  test.each(bad)('a SECRET_KEY that is %s (%j) is refused by its name', async (_name, secret) => {
    const { code, said } = await startedWith({ SECRET_KEY: secret });
    expect(code).not.toBe(0);
    expect(code).not.toBeNull();
    expect(said).toContain('SECRET_KEY');
    if (secret) expect(said).not.toContain(secret);
  });

  test('one of 32 random characters is enough', async () => {
    const service = await start(blueprint, {
      APP_ENV: 'production',
      SECRET_KEY: 'q7Rz0bX4mK9vT2nL6wP1sD8fH3jG5cYa',
      ALLOWED_HOSTS: '127.0.0.1',
    });
    expect(await service.stop()).toEqual({ code: 0, signal: null });
  });

  function secretIn(file: string): string[] {
    const value = /^SECRET_KEY=["']?([^"'\n]*)/m.exec(readFileSync(file, 'utf8'))?.[1]?.trim();
    return value ? [value] : [];
  }

  async function startedWith(variables: Record<string, string>): Promise<{ code: number | null; said: string }> {
    const database = await freshDatabase();
    const program = launchService(
      blueprint,
      await environment(database.url, { APP_ENV: 'production', ALLOWED_HOSTS: '127.0.0.1', ...variables }),
    );
    const { code } = await ended(program, 15_000);
    await database.drop();
    return { code, said: program.stdout() + program.stderr() };
  }
});

describe('migrations', () => {
  /** Whatever a start does has been done once it answers, or has ended by itself. */
  function hasStarted(program: Program, port: string): Promise<boolean> {
    let isOver = false;
    void program.exit.then(() => (isOver = true));
    const answers = (): Promise<boolean> =>
      fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(2000) }).then(
        ({ ok }) => ok,
        () => false,
      );
    return eventually(async () => isOver || (await answers()));
  }

  test('twice are safe, and leave the data', async () => {
    const service = await start(blueprint);
    const person = await newPerson(apiOf(() => service.url));
    await migrate(blueprint, service.env);
    await migrate(blueprint, service.env);
    await signIn(
      apiOf(() => service.url),
      person.email,
    );
    await service.stop();
  });

  test('are not run by a start in production', async () => {
    const database = await freshDatabase();
    const env = await environment(database.url, { APP_ENV: 'production', ALLOWED_HOSTS: '127.0.0.1' });
    const program = launchService(blueprint, env);
    expect(await hasStarted(program, env['PORT'] ?? '')).toBe(true);
    program.signal('SIGTERM');
    await ended(program, 15_000);
    expect(await database.contents()).not.toContain('revoked_at');
    await database.drop();
  });

  test('of several at once leave one good database', async () => {
    const database = await freshDatabase();
    const env = await environment(database.url, {});
    // Replicas that are started together may have one empty server.
    if (!(await databaseTests()).migratesConcurrently) await migrate(blueprint, env);
    const results = await Promise.all(Array.from({ length: 3 }, () => runVerb(blueprint, 'migrate', env)));
    expect(results.map(({ code }) => code)).toEqual([0, 0, 0]);
    await database.drop();
  });
});

describe('sample data', () => {
  test('for a database that was never migrated: one line says to migrate first', async () => {
    const database = await freshDatabase();
    const { code, stdout, stderr } = await runVerb(blueprint, 'seed', await environment(database.url, {}));
    expect(code).not.toBe(0);
    expect((stdout + stderr).trim()).toMatch(/^error: .*migrat.*$/i);
    await database.drop();
  });

  /** Asks as an administrator how many users there are. */
  async function counterOf(service: Running): Promise<() => Promise<number>> {
    const api = apiOf(() => service.url);
    const email = 'counter@example.com';
    await runVerb(blueprint, 'admin', service.env, [email], `${PASSWORD}\n`);
    const { token } = await signIn(api, email);
    return async () => (await api.expect(200, 'GET', '/api/v1/users', { token })).users().total;
  }

  test('twice are once', async () => {
    const service = await start(blueprint, { APP_ENV: 'development' });
    const seeded = async (): Promise<number> => (await runVerb(blueprint, 'seed', service.env)).code ?? -1;
    expect(await seeded()).toBe(0);
    const counts = await counterOf(service);
    const once = await counts();
    const notes = (await service.database.contents()).match(/"title"/g)?.length;
    expect(await seeded()).toBe(0);
    expect(await counts()).toBe(once);
    expect((await service.database.contents()).match(/"title"/g)?.length).toBe(notes);
    await service.stop();
  });
});
