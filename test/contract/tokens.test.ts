// The access token: what is in it, and which ones are refused.
import { createHmac, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { newPerson, type Person } from './support/people.ts';
import { useService } from './support/use-service.ts';

type Claims = Readonly<Record<string, unknown>>;
const { api, service } = useService();
let person: Person;
let claims: Claims;
beforeAll(async () => {
  person = await newPerson(api);
  claims = part(person.token, 1);
});

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const part = (token: string, index: number): Claims =>
  JSON.parse(Buffer.from(token.split('.')[index] ?? '', 'base64url').toString()) as Claims;
const key = (): string => service().env['SECRET_KEY'] ?? '';

function forged(payload: unknown, header: Claims = { alg: 'HS256', typ: 'JWT' }, secret = key()): string {
  const text = `${encoded(header)}.${encoded(payload)}`;
  const hash = header['alg'] === 'HS512' ? 'sha512' : header['alg'] === 'HS384' ? 'sha384' : 'sha256';
  return `${text}.${createHmac(hash, secret).update(text).digest('base64url')}`;
}

const me = (token: string, status: number): ReturnType<typeof api> =>
  api.expect(status, 'GET', '/api/v1/auth/me', { token });
const without = (name: string): Claims =>
  Object.fromEntries(Object.entries(claims).filter(([claim]) => claim !== name));

test('login answers a bearer token that is not to be stored', async () => {
  const answer = await api.expect(200, 'POST', '/api/v1/auth/login', {
    json: { email: person.email, password: person.password },
  });
  expect(answer.headers['cache-control']).toMatch(/\bno-store\b/);
  expect(answer.accessToken()).toMatchObject({ token_type: 'bearer', expires_in: 900 });
});

test('it is signed with HS256 and has all claims', () => {
  expect(part(person.token, 0)).toMatchObject({ alg: 'HS256' });
  expect(Object.keys(claims)).toEqual(expect.arrayContaining(['iss', 'aud', 'sub', 'typ', 'iat', 'exp']));
  expect(claims['sub']).toBe(person.user.id);
  expect(Number(claims['exp']) - Number(claims['iat'])).toBe(900);
  expect(Math.abs(Number(claims['iat']) - Date.now() / 1000)).toBeLessThan(60);
});

test('it tells nothing about the person', () => {
  expect(JSON.stringify(claims)).not.toContain(person.email);
});

test('one made with the same key and claims is taken, so that the refusals below mean something', async () => {
  await me(forged(claims), 200);
});

describe('refused:', () => {
  test.each(['iss', 'aud', 'sub', 'typ', 'iat', 'exp'])('without %s', async (name) => {
    await me(forged(without(name)), 401);
  });

  test.each(['iss', 'aud', 'sub', 'typ', 'exp'])('with %s null', async (name) => {
    await me(forged({ ...claims, [name]: null }), 401);
  });

  test.each([
    ['iss', 'somebody-else'],
    ['iss', ''],
    ['aud', 'somebody-else'],
    ['aud', []],
    ['aud', ['somebody-else']],
    ['typ', 'refresh'],
    ['typ', ''],
    ['typ', 5],
    ['sub', 'not-a-uuid'],
    ['sub', 5],
    ['sub', ''],
    ['sub', {}],
    ['sub', randomUUID()],
    ['exp', 1],
    ['exp', Math.floor(Date.now() / 1000) - 60],
    ['exp', 'never'],
  ])('with %s = %j', async (name, value) => {
    await me(forged({ ...claims, [name]: value }), 401);
  });

  test('of another key', async () => {
    await me(forged(claims, undefined, 'another key that is just as long as it should be'), 401);
    await me(forged(claims, undefined, ''), 401);
  });

  test.each(['none', 'None', 'NONE', 'nOnE'])('of the algorithm %s', async (alg) => {
    const unsigned = `${encoded({ alg, typ: 'JWT' })}.${encoded(claims)}.`;
    await me(unsigned, 401);
    await me(forged(claims, { alg, typ: 'JWT' }), 401);
  });

  test.each(['HS384', 'HS512', 'RS256', 'ES256', 'hs256', ''])('of the algorithm %s', async (alg) => {
    await me(forged(claims, { alg, typ: 'JWT' }), 401);
  });

  test('with a changed payload or signature', async () => {
    const [header, , signature] = person.token.split('.');
    await me(`${header}.${encoded({ ...claims, sub: randomUUID() })}.${signature}`, 401);
    await me(`${person.token.slice(0, -4)}AAAA`, 401);
    await me(person.token.split('.').slice(0, 2).join('.'), 401);
    await me(`${person.token}.x`, 401);
  });

  test.each([[[]], ['text'], [5], [null]])('with the payload %j', async (payload) => {
    await me(forged(payload), 401);
  });

  test('a refresh token', async () => {
    await me(person.cookie, 401);
  });
});
