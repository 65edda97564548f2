// Tokens that run out, with lives of four seconds.
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { newPerson, refresh, refreshCookie, refreshed, sessionOf } from './support/people.ts';
import { useService } from './support/use-service.ts';

const TTL = '4';
const { api } = useService({ ACCESS_TOKEN_TTL: TTL, REFRESH_TOKEN_TTL: TTL });

describe.concurrent('after its TTL', () => {
  test('an access token is refused', async () => {
    const { email, password } = await newPerson(api);
    const login = await api.expect(200, 'POST', '/api/v1/auth/login', { json: { email, password } });
    const { access_token: token, expires_in: seconds } = login.accessToken();
    expect(seconds).toBe(Number(TTL));
    await api.expect(200, 'GET', '/api/v1/auth/me', { token });
    await sleep(5500);
    await api.expect(401, 'GET', '/api/v1/auth/me', { token });
  });

  test('a session has ended', async () => {
    const { email, password } = await newPerson(api);
    const answer = await api.expect(200, 'POST', '/api/v1/auth/login', { json: { email, password } });
    expect(refreshCookie(answer).attributes['max-age']).toBe(TTL);
    const next = await refreshed(api, sessionOf(answer).cookie);
    await sleep(5500);
    expect((await refresh(api, next.cookie)).status).toBe(401);
  });
});
