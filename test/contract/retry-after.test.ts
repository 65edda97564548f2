// A real minute: a refused login says when it may be tried again, and then it may.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Answer } from './support/api.ts';
import { freshEmail } from './support/people.ts';
import { repeated, statuses, withinMinute } from './support/tries.ts';
import { useService } from './support/use-service.ts';

const { api } = useService({ AUTH_RATE_LIMIT: undefined, APP_ENV: 'development' });
const login = (email: string): Promise<Answer> =>
  api('POST', '/api/v1/auth/login', { json: { email, password: 'wrong' } });

async function tooManyLogins(): Promise<{ email: string; tries: readonly number[]; refused: Answer }> {
  const email = freshEmail();
  return { email, tries: await statuses(10, () => login(email)), refused: await login(email) };
}

test('the eleventh login is 429, and may be tried again after Retry-After', async () => {
  const { email, tries, refused, others } = await withinMinute(async () => {
    const found = await tooManyLogins();
    return { ...found, others: [await login(found.email.toUpperCase()), await login(freshEmail())] };
  });
  expect(tries).toEqual(repeated(401, 10));
  expect(refused.status).toBe(429);
  expect(refused.problem().type).toBe('urn:problem:rate-limited');
  expect(others.map(({ status }) => status)).toEqual([429, 401]);
  const seconds = Number(refused.headers['retry-after']);
  expect(seconds).toBeGreaterThanOrEqual(1);
  expect(seconds).toBeLessThanOrEqual(60);
  await sleep((seconds + 0.5) * 1000);
  expect((await login(email)).status).toBe(401);
}, 240_000);
