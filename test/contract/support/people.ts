// Accounts and sessions for the tests: each test makes people of its own, so that none depends on another.
import { randomUUID } from 'node:crypto';
import type { Answer, Api } from './api.ts';
import { readCookie, type Cookie } from './cookies.ts';
import type { User } from './types.ts';

export const PASSWORD = 'correct horse battery staple';

export interface Session {
  readonly token: string;
  readonly cookie: string;
}

export interface Person extends Session {
  readonly email: string;
  readonly password: string;
  readonly user: User;
}

export const freshEmail = (): string => `p${randomUUID().slice(0, 13)}@example.com`;

export async function signIn(api: Api, email: string, password = PASSWORD): Promise<Session> {
  return sessionOf(await api.expect(200, 'POST', '/api/v1/auth/login', { json: { email, password } }));
}

/** A new account, signed in. */
export async function newPerson(api: Api, password = PASSWORD): Promise<Person> {
  const email = freshEmail();
  const registered = await api.expect(201, 'POST', '/api/v1/auth/register', { json: { email, password } });
  return { email, password, user: registered.user(), ...(await signIn(api, email, password)) };
}

export const sessionOf = (answer: Answer): Session => ({
  token: answer.accessToken().access_token,
  cookie: refreshCookie(answer).value,
});

export function refreshCookie(answer: Answer): Cookie {
  const cookie = answer
    .setCookies()
    .map(readCookie)
    .find(({ name }) => name === 'refresh_token');
  if (!cookie) throw new Error('The answer sets no refresh_token');
  return cookie;
}

export const refresh = (api: Api, cookie?: string): Promise<Answer> =>
  api('POST', '/api/v1/auth/refresh', cookie === undefined ? {} : { cookie });

/** Refreshes a session that must still be alive. */
export async function refreshed(api: Api, cookie: string): Promise<Session> {
  return sessionOf(await api.expect(200, 'POST', '/api/v1/auth/refresh', { cookie }));
}
