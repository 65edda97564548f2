// The limit on login, register, refresh and password: ten a minute for each pair of address and account.
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Answer } from './support/api.ts';
import { freshEmail, newPerson, PASSWORD, refresh, refreshCookie } from './support/people.ts';
import { useService } from './support/use-service.ts';

/** A limit may count by the clock's minutes: not to begin where one is about to end. */
async function roomInMinute(seconds: number): Promise<void> {
  const left = 60 - ((Date.now() / 1000) % 60);
  if (left < seconds) await sleep((left + 0.5) * 1000);
}

async function statuses(times: number, send: () => Promise<Answer>): Promise<number[]> {
  const answers: number[] = [];
  for (let round = 0; round < times; round += 1) answers.push((await send()).status);
  return answers;
}

const repeated = (status: number, times: number): number[] => Array.from({ length: times }, () => status);

describe('by default', () => {
  const { api } = useService({ AUTH_RATE_LIMIT: undefined, APP_ENV: 'development' });
  const login = (email: string, from?: string): Promise<Answer> =>
    api('POST', '/api/v1/auth/login', { json: { email, password: 'wrong' }, ...(from && { localAddress: from }) });

  test('the eleventh login is 429, and may be tried again after Retry-After', async () => {
    await roomInMinute(20);
    const email = freshEmail();
    expect(await statuses(10, () => login(email))).toEqual(repeated(401, 10));
    const refused = await login(email);
    expect(refused.status).toBe(429);
    expect(refused.problem().type).toBe('urn:problem:rate-limited');
    const seconds = Number(refused.headers['retry-after']);
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(seconds).toBeLessThanOrEqual(60);
    expect((await login(email.toUpperCase())).status).toBe(429);
    expect((await login(freshEmail())).status).toBe(401);
    await sleep((seconds + 0.5) * 1000);
    expect((await login(email)).status).toBe(401);
  }, 240_000);

  test.runIf(process.platform === 'linux')('another address has tries of its own', async () => {
    await roomInMinute(20);
    const email = freshEmail();
    expect(await statuses(11, () => login(email, '127.0.0.2'))).toEqual([...repeated(401, 10), 429]);
    expect((await login(email, '127.0.0.3')).status).toBe(401);
  });

  test('a right password is refused too once the tries are used up', async () => {
    await roomInMinute(20);
    const { email } = await newPerson(api);
    await statuses(10, () => login(email));
    const answer = await api('POST', '/api/v1/auth/login', { json: { email, password: PASSWORD } });
    expect(answer.status).toBe(429);
    expect(answer.setCookies()).toEqual([]);
  });

  test('answers of 422 do not count', async () => {
    await roomInMinute(20);
    const email = freshEmail();
    expect(await statuses(15, () => api('POST', '/api/v1/auth/login', { json: { email } }))).toEqual(repeated(422, 15));
    expect(await statuses(15, () => api('POST', '/api/v1/auth/login', { json: { email, password: '' } }))).toEqual(
      repeated(422, 15),
    );
    expect((await login(email)).status).toBe(401);
  });
});

describe('with 3/minute', () => {
  const { api } = useService({ AUTH_RATE_LIMIT: '3/minute' });

  test.runIf(process.platform === 'linux')('register is limited', async () => {
    await roomInMinute(20);
    const json = { email: freshEmail(), password: PASSWORD };
    const send = (): Promise<Answer> => api('POST', '/api/v1/auth/register', { json, localAddress: '127.0.0.4' });
    expect(await statuses(4, send)).toEqual([201, 409, 409, 429]);
  });

  test.runIf(process.platform === 'linux')('refresh is limited', async () => {
    await roomInMinute(20);
    let { cookie } = await newPerson(api);
    const next = async (): Promise<Answer> => {
      const answer = await api('POST', '/api/v1/auth/refresh', { cookie, localAddress: '127.0.0.5' });
      if (answer.status === 200) cookie = refreshCookie(answer).value;
      return answer;
    };
    expect((await statuses(6, next)).at(-1)).toBe(429);
  });

  test.runIf(process.platform === 'linux')('password is limited', async () => {
    await roomInMinute(20);
    const { token } = await newPerson(api);
    const json = { current_password: 'wrong', new_password: 'a new password' };
    const answers = await statuses(6, () =>
      api('POST', '/api/v1/auth/password', { token, json, localAddress: '127.0.0.6' }),
    );
    expect(answers[0]).toBe(403);
    expect(answers.at(-1)).toBe(429);
  });

  test('other operations are not', async () => {
    const { token } = await newPerson(api);
    expect(await statuses(40, () => api('GET', '/api/v1/auth/me', { token }))).toEqual(repeated(200, 40));
    expect(await statuses(40, () => api('POST', '/api/v1/auth/logout'))).toEqual(repeated(204, 40));
  });

  test.runIf(process.platform === 'linux')('an address alone has ten times as many', async () => {
    await roomInMinute(30);
    const login = (): Promise<Answer> =>
      api('POST', '/api/v1/auth/login', {
        json: { email: freshEmail(), password: 'wrong' },
        localAddress: '127.0.0.7',
      });
    expect(await statuses(31, login)).toEqual([...repeated(401, 30), 429]);
  });
});

describe('off', () => {
  const { api } = useService({ AUTH_RATE_LIMIT: 'off' });

  test('nothing is refused', async () => {
    const { email, token } = await newPerson(api);
    expect(await statuses(30, () => api('POST', '/api/v1/auth/login', { json: { email, password: 'wrong' } }))).toEqual(
      repeated(401, 30),
    );
    expect(await statuses(30, () => refresh(api))).toEqual(repeated(401, 30));
    const json = { current_password: 'wrong', new_password: 'a new password' };
    expect(await statuses(15, () => api('POST', '/api/v1/auth/password', { token, json }))).toEqual(repeated(403, 15));
  });
});
