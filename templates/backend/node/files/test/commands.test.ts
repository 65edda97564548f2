import { Readable } from 'node:stream';
import { afterEach, describe, expect, vi } from 'vitest';
import { commandOf } from '../src/commands/index.ts';
import { DEMO_EMAIL, DEMO_NOTES } from '../src/commands/seed.ts';
import { Failure } from '../src/failure.ts';
import type { AccessToken, User } from '../src/schemas/users.ts';
import { problemOf, type Api } from './support/api.ts';
import { UNREACHABLE_URL } from './support/database.ts';
import { configWith, test, type Variables } from './support/test.ts';

async function command(name: string, words: string[] = [], variables: Variables = {}) {
  const run = await commandOf(name);
  return run(configWith(variables), words);
}

async function roleOf(api: Api, email: string, password: string): Promise<string> {
  const { access_token: token } = (await api.login(email, password)).json<AccessToken>();
  return (await api.call('GET', '/api/v1/auth/me', { token })).json<User>().role;
}

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

test('a command that is not there is answered with those that are', async () => {
  const known = /migrate, create-admin, seed, openapi/;
  await expect(commandOf('migrat')).rejects.toThrow(known);
  await expect(commandOf(undefined)).rejects.toThrow(known);
});

describe('create-admin', () => {
  test('makes an administrator', async ({ api }) => {
    vi.stubEnv('ADMIN_PASSWORD', 'a good long one');
    expect(await command('create-admin', ['Root@Example.com'])).toContain('root@example.com');
    expect(await roleOf(api, 'root@example.com', 'a good long one')).toBe('admin');
  });

  test('takes the password from a pipe', async ({ api }) => {
    vi.stubEnv('ADMIN_PASSWORD', '');
    vi.spyOn(process, 'stdin', 'get').mockReturnValue(
      Readable.from(['from the pipe\nand more\n']) as never,
    );
    await command('create-admin', ['root@example.com']);
    expect(await roleOf(api, 'root@example.com', 'from the pipe')).toBe('admin');
  });

  test('promotes a user, who keeps the password', async ({ api }) => {
    await api.register('ada@example.com', { password: 'the one she chose' });
    await command('create-admin', ['ADA@example.com']);
    expect(await roleOf(api, 'ada@example.com', 'the one she chose')).toBe('admin');
  });

  test.for([
    [[], 'long enough', /e-mail address/],
    [['nobody'], 'long enough', /email/],
    [['a@b.co'], 'short', /password/],
  ] as const)('refuses %j with the password "%s"', async ([words, password, message]) => {
    vi.stubEnv('ADMIN_PASSWORD', password);
    const running = command('create-admin', [...words]);
    await expect(running).rejects.toThrow(message);
    await expect(running).rejects.toBeInstanceOf(Failure);
  });
});

describe('seed', () => {
  test('adds sample data once', async ({ api }) => {
    const said = await command('seed');
    const password = said.split(' ').at(-1) ?? '';
    const { access_token: token } = (await api.login(DEMO_EMAIL, password)).json<AccessToken>();
    const notes = await api.call('GET', '/api/v1/notes', { token });
    expect(notes.json()).toMatchObject({ total: DEMO_NOTES.length });
    expect(await command('seed')).not.toContain(password);
    const again = await api.call('GET', '/api/v1/notes', { token });
    expect(again.json()).toMatchObject({ total: DEMO_NOTES.length });
  });

  test('is not for production', async ({ api }) => {
    const running = command('seed', [], { APP_ENV: 'production' });
    await expect(running).rejects.toThrow(/^APP_ENV: /);
    problemOf(await api.login(DEMO_EMAIL), 401, 'unauthorized');
  });
});

test('openapi prints the document, without a database', async () => {
  const text = await command('openapi', [], { DATABASE_URL: UNREACHABLE_URL });
  expect(JSON.parse(text)).toMatchObject({ openapi: '3.1.0', info: { version: '1.0.0' } });
});

test.for(['migrate', 'seed', 'create-admin'])(
  '%s without a database is a failure that says what to mend',
  async (name) => {
    const running = command(name, ['a@b.co'], { DATABASE_URL: UNREACHABLE_URL });
    await expect(running).rejects.toBeInstanceOf(Failure);
    await expect(running).rejects.toThrow(/DATABASE_URL|migrations/);
  },
);
