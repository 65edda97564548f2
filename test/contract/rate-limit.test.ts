// The limit on login, register, refresh and password: ten a minute for each pair of address and account. retry-after.test.ts waits for its end.
import { describe, expect, test } from 'vitest';
import type { Answer } from './support/api.ts';
import { freshEmail, newPerson, PASSWORD, refresh, refreshCookie } from './support/people.ts';
import { freshAddress, repeated, statuses, withinMinute } from './support/tries.ts';
import { useService } from './support/use-service.ts';

const onLinux = test.runIf(process.platform === 'linux');

describe('by default', () => {
  const { api } = useService({ AUTH_RATE_LIMIT: undefined, APP_ENV: 'development' });
  const login = (email: string, from?: string): Promise<Answer> =>
    api('POST', '/api/v1/auth/login', { json: { email, password: 'wrong' }, ...(from && { localAddress: from }) });

  onLinux('another address has tries of its own', async () => {
    const answers = await withinMinute(async () => {
      const [email, from] = [freshEmail(), freshAddress()];
      return [...(await statuses(11, () => login(email, from))), (await login(email, freshAddress())).status];
    });
    expect(answers).toEqual([...repeated(401, 10), 429, 401]);
  });

  test('a right password is refused too once the tries are used up', async () => {
    const answer = await withinMinute(async () => {
      const { email } = await newPerson(api);
      await statuses(10, () => login(email));
      return api('POST', '/api/v1/auth/login', { json: { email, password: PASSWORD } });
    });
    expect(answer.status).toBe(429);
    expect(answer.setCookies()).toEqual([]);
  });

  test('answers of 422 do not count', async () => {
    const unread = (json: object): Promise<Answer> => api('POST', '/api/v1/auth/login', { json });
    const answers = await withinMinute(async () => {
      const email = freshEmail();
      return [
        ...(await statuses(15, () => unread({ email }))),
        ...(await statuses(15, () => unread({ email, password: '' }))),
        (await login(email)).status,
      ];
    });
    expect(answers).toEqual([...repeated(422, 30), 401]);
  });
});

describe('with 3/minute', () => {
  const { api } = useService({ AUTH_RATE_LIMIT: '3/minute' });

  onLinux('register is limited', async () => {
    const answers = await withinMinute(() => {
      const [json, localAddress] = [{ email: freshEmail(), password: PASSWORD }, freshAddress()];
      return statuses(4, () => api('POST', '/api/v1/auth/register', { json, localAddress }));
    });
    expect(answers).toEqual([201, 409, 409, 429]);
  });

  onLinux('refresh is limited', async () => {
    const answers = await withinMinute(async () => {
      let { cookie } = await newPerson(api);
      const localAddress = freshAddress();
      return statuses(6, async () => {
        const answer = await api('POST', '/api/v1/auth/refresh', { cookie, localAddress });
        if (answer.status === 200) cookie = refreshCookie(answer).value;
        return answer;
      });
    });
    expect(answers.at(-1)).toBe(429);
  });

  onLinux('password is limited', async () => {
    const json = { current_password: 'wrong', new_password: 'a new password' };
    const answers = await withinMinute(async () => {
      const { token } = await newPerson(api);
      const localAddress = freshAddress();
      return statuses(6, () => api('POST', '/api/v1/auth/password', { token, json, localAddress }));
    });
    expect(answers[0]).toBe(403);
    expect(answers.at(-1)).toBe(429);
  });

  test('other operations are not', async () => {
    const { token } = await newPerson(api);
    expect(await statuses(40, () => api('GET', '/api/v1/auth/me', { token }))).toEqual(repeated(200, 40));
    expect(await statuses(40, () => api('POST', '/api/v1/auth/logout'))).toEqual(repeated(204, 40));
  });

  onLinux('an address alone has ten times as many', async () => {
    const answers = await withinMinute(() => {
      const localAddress = freshAddress();
      return statuses(31, () =>
        api('POST', '/api/v1/auth/login', { json: { email: freshEmail(), password: 'wrong' }, localAddress }),
      );
    });
    expect(answers).toEqual([...repeated(401, 30), 429]);
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
