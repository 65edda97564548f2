import { describe, expect, vi } from 'vitest';
import type { AccessToken } from '../src/schemas/users.ts';
import { cookieOf, PASSWORD, problemOf } from './support/api.ts';
import { test } from './support/test.ts';

describe('sign-in', () => {
  test('answers a token that nobody keeps, and a cookie that no script reads', async ({ api }) => {
    await api.register('ada@example.com');
    const response = await api.login('ADA@example.com');
    expect(response.json<AccessToken>()).toMatchObject({ token_type: 'bearer', expires_in: 900 });
    expect(response.headers['cache-control']).toBe('no-store');
    expect(response.cookies).toEqual([
      {
        name: 'refresh_token',
        value: expect.stringMatching(/^[\w-]{43}$/) as string,
        path: '/api/v1/auth',
        httpOnly: true,
        sameSite: 'Strict',
        maxAge: 2_592_000,
      },
    ]);
  });

  test('in production the cookie travels encrypted only', async ({ api, start }) => {
    await api.register('ada@example.com');
    const production = await start({ APP_ENV: 'production' });
    expect((await production.login('ada@example.com')).cookies).toMatchObject([{ secure: true }]);
  });

  test('tells nobody whether it was the address or the password', async ({ api }) => {
    await api.register('ada@example.com');
    const wrong = problemOf(await api.login('ada@example.com', 'a guess'), 401, 'unauthorized');
    const unknown = problemOf(await api.login('bob@example.com', PASSWORD), 401, 'unauthorized');
    expect(wrong.detail).toBe(unknown.detail);
  });
});

describe('the refresh token', () => {
  test('is good for one use, and gives the next one', async ({ api }) => {
    const { cookie, email } = await api.signUp();
    const response = await api.refresh(cookie);
    const { access_token: token } = response.json<AccessToken>();
    const me = await api.call('GET', '/api/v1/auth/me', { token });
    expect(me.json()).toMatchObject({ email });
    expect(cookieOf(response)).not.toBe(cookie);
    expect((await api.refresh(cookieOf(response))).statusCode).toBe(200);
  });

  test('used twice ends the session: somebody has stolen it', async ({ api }) => {
    const { cookie } = await api.signUp();
    const next = cookieOf(await api.refresh(cookie));
    problemOf(await api.refresh(cookie), 401, 'unauthorized');
    problemOf(await api.refresh(next), 401, 'unauthorized');
  });

  test('of eight at once one gets it', async ({ api }) => {
    const { cookie } = await api.signUp();
    const responses = await Promise.all(Array.from({ length: 8 }, () => api.refresh(cookie)));
    const codes = responses.map(({ statusCode }) => statusCode).sort();
    expect(codes).toEqual([200, ...Array<number>(7).fill(401)]);
  });

  test('runs out', async ({ api, start }) => {
    await api.register('ada@example.com');
    const shortLived = await start({ REFRESH_TOKEN_TTL: '60' });
    const cookie = cookieOf(await shortLived.login('ada@example.com'));
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 });
    try {
      problemOf(await shortLived.refresh(cookie), 401, 'unauthorized');
    } finally {
      vi.useRealTimers();
    }
  });

  test.for([undefined, '', 'made up'])('is not %j', async (cookie, { api }) => {
    problemOf(await api.refresh(cookie), 401, 'unauthorized');
  });

  test('is not stored, its digest is', async ({ api }) => {
    const { cookie } = await api.signUp();
    const rows = await api.app.db.selectFrom('refresh_tokens').selectAll().execute();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(cookie);
    expect(rows[0]?.token_hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('is swept away at a sign-in once it has run out', async ({ api }) => {
    const { email } = await api.signUp();
    await api.app.db
      .updateTable('refresh_tokens')
      .set({ expires_at: '2020-01-01T00:00:00.000000Z' })
      .execute();
    await api.login(email);
    const rows = await api.app.db.selectFrom('refresh_tokens').select('id').execute();
    expect(rows).toHaveLength(1);
  });
});

describe('sign-out', () => {
  test('ends the session and takes the cookie back', async ({ api }) => {
    const { cookie } = await api.signUp();
    const response = await api.call('POST', '/api/v1/auth/logout', { cookie });
    expect(response.statusCode).toBe(204);
    expect(response.cookies).toMatchObject([{ name: 'refresh_token', value: '' }]);
    problemOf(await api.refresh(cookie), 401, 'unauthorized');
  });

  test('leaves other sessions alone', async ({ api }) => {
    const { cookie, email } = await api.signUp();
    const other = cookieOf(await api.login(email));
    await api.call('POST', '/api/v1/auth/logout', { cookie });
    expect((await api.refresh(other)).statusCode).toBe(200);
  });

  test('is nothing special without a session, whatever the body', async ({ api }) => {
    const options = { body: 'no JSON', headers: { 'content-type': 'text/plain' } };
    expect((await api.call('POST', '/api/v1/auth/logout', options)).statusCode).toBe(204);
  });
});
