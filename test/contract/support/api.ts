// A client of the service under test.
import { expect } from 'vitest';
import type { Readable } from 'node:stream';
import { checkAnswer } from './check.ts';
import { exchange, type Incoming } from './http.ts';
import type { AccessToken, FieldError, Note, Page, Problem, Readiness, User } from './types.ts';

export interface Extra {
  readonly json?: unknown;
  /** In place of `json`: bytes as they are. */
  readonly body?: string | Buffer | Readable;
  /** Of the body; `none` sends no header. */
  readonly type?: string;
  readonly token?: string;
  /** The refresh token. */
  readonly cookie?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly localAddress?: string;
}

export interface Answer extends Incoming {
  json(): unknown;
  note(): Note;
  notes(): Page<Note>;
  user(): User;
  users(): Page<User>;
  accessToken(): AccessToken;
  readiness(): Readiness;
  problem(): Problem;
  /** Pointer and code of each failing field. */
  errors(): FieldError[];
  setCookies(): readonly string[];
}

export interface Api {
  (method: string, path: string, extra?: Extra): Promise<Answer>;
  /** The same, and the answer must have this status. */
  expect(status: number, method: string, path: string, extra?: Extra): Promise<Answer>;
}

/** `url` is asked for at each request, as a service starts after its tests are declared. */
export function apiOf(url: () => string): Api {
  const send = async (method: string, path: string, extra: Extra = {}): Promise<Answer> => {
    const outgoing = {
      method,
      path,
      ...bodyOf(extra),
      headers: headersOf(extra),
      ...(extra.localAddress && { localAddress: extra.localAddress }),
    };
    const incoming = await exchange(url(), outgoing);
    checkAnswer(outgoing, incoming);
    return answerOf(incoming);
  };
  return Object.assign(send, {
    expect: async (status: number, method: string, path: string, extra?: Extra): Promise<Answer> => {
      const answer = await send(method, path, extra);
      expect(answer.status, `${method} ${path}: ${answer.text.slice(0, 500)}`).toBe(status);
      return answer;
    },
  });
}

function bodyOf({ json, body }: Extra): { body?: string | Buffer | Readable } {
  if (body !== undefined) return { body };
  return json === undefined ? {} : { body: JSON.stringify(json) };
}

function headersOf({ json, body, type, token, cookie, headers }: Extra): Record<string, string> {
  const hasType = type !== 'none' && (type !== undefined || json !== undefined || body !== undefined);
  return {
    ...(hasType && { 'content-type': type ?? 'application/json' }),
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(cookie !== undefined && { cookie: `refresh_token=${cookie}` }),
    ...headers,
  };
}

// Typed on trust: support/check.ts has held the body to the document's schema.
const answerOf = (incoming: Incoming): Answer => {
  const json = (): unknown => JSON.parse(incoming.text);
  return {
    ...incoming,
    json,
    note: () => json() as Note,
    notes: () => json() as Page<Note>,
    user: () => json() as User,
    users: () => json() as Page<User>,
    accessToken: () => json() as AccessToken,
    readiness: () => json() as Readiness,
    problem: () => json() as Problem,
    errors: () => [...((json() as Problem).errors ?? [])],
    setCookies: () => incoming.headers['set-cookie'] ?? [],
  };
};
