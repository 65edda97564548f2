import { describe, expect } from 'vitest';
import { PASSWORD, problemOf, type Api } from './support/api.ts';
import { test } from './support/test.ts';

const LIMITED = { AUTH_RATE_LIMIT: '3/minute', TRUSTED_PROXIES: '127.0.0.1' };

const login = (api: Api, email: string, from: string) =>
  api.call('POST', '/api/v1/auth/login', {
    body: { email, password: PASSWORD },
    headers: { 'x-forwarded-for': from },
  });

async function exhaust(api: Api, email: string, from: string): Promise<void> {
  for (let tries = 0; tries < 3; tries += 1) {
    problemOf(await login(api, email, from), 401, 'unauthorized');
  }
}

describe('tries to sign in', () => {
  test('are few for an account from an address, and others are not concerned', async ({
    start,
  }) => {
    const api = await start(LIMITED);
    await exhaust(api, 'ada@example.com', '203.0.113.1');
    const refused = await login(api, 'ADA@example.com', '203.0.113.1');
    problemOf(refused, 429, 'rate-limited');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60);
    problemOf(await login(api, 'bob@example.com', '203.0.113.1'), 401, 'unauthorized');
    problemOf(await login(api, 'ada@example.com', '203.0.113.2'), 401, 'unauthorized');
  });

  test('are ten times as many for an address alone', async ({ start }) => {
    const api = await start({ ...LIMITED, AUTH_RATE_LIMIT: '1/minute' });
    for (let n = 0; n < 10; n += 1) {
      problemOf(await login(api, `user${n}@example.com`, '203.0.113.1'), 401, 'unauthorized');
    }
    problemOf(await login(api, 'another@example.com', '203.0.113.1'), 429, 'rate-limited');
  });

  test('that do not fit the schema are not counted', async ({ start }) => {
    const api = await start(LIMITED);
    for (let tries = 0; tries < 5; tries += 1) {
      problemOf(await api.login('ada@example.com', ''), 422, 'validation');
    }
    problemOf(await api.login('ada@example.com'), 401, 'unauthorized');
  });
});

test('registration, refresh and password change are limited too', async ({ start }) => {
  const api = await start({ AUTH_RATE_LIMIT: '2/minute' });
  const { token, cookie } = await api.signUp();
  await api.register('ada@example.com');
  problemOf(await api.register('ada@example.com'), 429, 'rate-limited');

  const body = { current_password: 'a guess', new_password: 'long enough' };
  const change = () => api.call('POST', '/api/v1/auth/password', { token, body });
  for (let tries = 0; tries < 2; tries += 1) problemOf(await change(), 403, 'wrong-password');
  problemOf(await change(), 429, 'rate-limited');
  problemOf(await api.refresh(cookie), 429, 'rate-limited');
});

test('`off` limits nothing', async ({ api }) => {
  for (let tries = 0; tries < 12; tries += 1) {
    problemOf(await api.refresh(undefined), 401, 'unauthorized');
  }
});
