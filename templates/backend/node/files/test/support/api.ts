import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { expect } from 'vitest';
import type { Note, NotePage } from '../../src/schemas/notes.ts';
import type { Problem } from '../../src/schemas/problems.ts';
import type { AccessToken, User } from '../../src/schemas/users.ts';

export const PASSWORD = 'correct horse battery';

export interface SignedIn extends User {
  readonly token: string;
  /** The refresh token. */
  readonly cookie: string;
}

interface Options {
  readonly body?: object | string;
  readonly token?: string | undefined;
  readonly cookie?: string | undefined;
  readonly headers?: Record<string, string>;
}

type Method = 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'PUT' | 'DELETE' | 'OPTIONS';

/** The API as a test uses it. */
export class Api {
  readonly app: FastifyInstance;
  /** What it has logged, a line each. */
  readonly logs: string[];

  constructor(app: FastifyInstance, logs: string[]) {
    this.app = app;
    this.logs = logs;
  }

  call(method: Method, url: string, options: Options = {}): Promise<LightMyRequestResponse> {
    const { body, token, cookie, headers } = options;
    return this.app.inject({
      method,
      url,
      headers: {
        ...(typeof body === 'string' && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body !== undefined && { payload: body }),
      ...(cookie !== undefined && { cookies: { refresh_token: cookie } }),
    });
  }

  register(email: string, fields: object = {}): Promise<LightMyRequestResponse> {
    const body = { email, password: PASSWORD, ...fields };
    return this.call('POST', '/api/v1/auth/register', { body });
  }

  login(email: string, password = PASSWORD): Promise<LightMyRequestResponse> {
    return this.call('POST', '/api/v1/auth/login', { body: { email, password } });
  }

  refresh(cookie: string | undefined): Promise<LightMyRequestResponse> {
    return this.call('POST', '/api/v1/auth/refresh', { cookie });
  }

  /** A registered user who has signed in. */
  async signUp(email = 'ada@example.com'): Promise<SignedIn> {
    const user = (await this.register(email)).json<User>();
    const response = await this.login(email);
    const { access_token: token } = response.json<AccessToken>();
    return { ...user, token, cookie: cookieOf(response) };
  }

  async createNote({ token }: SignedIn, title: string, fields: object = {}): Promise<Note> {
    const response = await this.call('POST', '/api/v1/notes', {
      token,
      body: { title, ...fields },
    });
    expect(response.statusCode, response.body).toBe(201);
    return response.json<Note>();
  }

  async listNotes({ token }: SignedIn, query = ''): Promise<NotePage> {
    const response = await this.call('GET', `/api/v1/notes?${query}`, { token });
    expect(response.statusCode, response.body).toBe(200);
    return response.json<NotePage>();
  }

  async titles(user: SignedIn, query = ''): Promise<string[]> {
    return (await this.listNotes(user, query)).items.map(({ title }) => title);
  }
}

/** The refresh token that an answer sets. */
export function cookieOf({ cookies }: LightMyRequestResponse): string {
  const [cookie] = cookies;
  expect(cookie?.name).toBe('refresh_token');
  return cookie?.value ?? '';
}

/** The problem that an answer holds, its form checked. */
export function problemOf(response: LightMyRequestResponse, status: number, slug: string): Problem {
  expect(response.statusCode, response.body).toBe(status);
  expect(response.headers['content-type']).toMatch(/^application\/problem\+json\b/);
  const problem = response.json<Problem>();
  expect(problem).toMatchObject({ type: `urn:problem:${slug}`, status });
  expect(problem.request_id).toBe(response.headers['x-request-id']);
  return problem;
}

/** The codes of a 422 by their pointers. */
export const findingsOf = (response: LightMyRequestResponse): Record<string, string> =>
  Object.fromEntries(
    (problemOf(response, 422, 'validation').errors ?? []).map(({ pointer, code }) => [
      pointer,
      code,
    ]),
  );
