import { describe, expect, vi } from 'vitest';
import type { AccessToken, User, UserPage } from '../src/schemas/users.ts';
import { updateUser } from '../src/users.ts';
import { findingsOf, PASSWORD, problemOf, type Api, type SignedIn } from './support/api.ts';
import { test } from './support/test.ts';

const ME = '/api/v1/auth/me';
const change = (api: Api, user: SignedIn, body: object, cookie?: string) =>
  api.call('POST', '/api/v1/auth/password', { token: user.token, body, cookie });

describe('registration', () => {
  test('makes a user without a role of their choice, and never shows the password', async ({
    api,
  }) => {
    const response = await api.register('Ada@Example.com', { display_name: 'Ada', role: 'admin' });
    expect(response.statusCode).toBe(201);
    expect(response.json<User>()).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      email: 'ada@example.com',
      display_name: 'Ada',
      role: 'user',
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{6}Z$/) as string,
    });
  });

  test('refuses an address that has an account, whatever its case', async ({ api }) => {
    await api.register('ada@example.com');
    problemOf(await api.register('ADA@example.com'), 409, 'email-taken');
  });

  test.for([
    [{ email: 'nobody' }, { '/email': 'format' }],
    [{ email: 'a@b' }, { '/email': 'too_short' }],
    [{ email: null }, { '/email': 'not_null' }],
    [{ password: 'short' }, { '/password': 'too_short' }],
    [{ password: 'x'.repeat(129) }, { '/password': 'too_long' }],
    [{ password: 'with \0 in it' }, { '/password': 'format' }],
    [{ password: 'half a pair \ud800' }, { '/password': 'format' }],
    [{ display_name: '' }, { '/display_name': 'too_short' }],
    [
      { email: 7, password: undefined },
      { '/email': 'type', '/password': 'required' },
    ],
  ] as const)('refuses %j', async ([fields, findings], { api }) => {
    expect(findingsOf(await api.register('ada@example.com', fields))).toEqual(findings);
  });
});

describe('the own account', () => {
  test('is shown', async ({ api }) => {
    const { token, id, email } = await api.signUp();
    const me = (await api.call('GET', ME, { token })).json<User>();
    expect(me).toMatchObject({ id, email, display_name: null, role: 'user' });
  });

  test('is changed: what is not named stays, null takes a name away', async ({ api }) => {
    const { token } = await api.signUp();
    const rename = async (body: object) =>
      (await api.call('PATCH', ME, { token, body })).json<User>().display_name;
    expect(await rename({ display_name: 'Countess' })).toBe('Countess');
    expect(await rename({})).toBe('Countess');
    expect(await rename({ display_name: null })).toBeNull();
    expect((await api.call('GET', ME, { token })).json<User>().display_name).toBeNull();
  });

  test('is deleted with its notes and sessions', async ({ api }) => {
    const ada = await api.signUp();
    await api.createNote(ada, 'Hers');
    const response = await api.call('DELETE', ME, { token: ada.token });
    expect(response.statusCode).toBe(204);
    expect(response.cookies).toMatchObject([{ name: 'refresh_token', value: '' }]);
    problemOf(await api.call('GET', ME, { token: ada.token }), 401, 'unauthorized');
    problemOf(await api.refresh(ada.cookie), 401, 'unauthorized');
    expect(await api.titles(await api.signUp())).toEqual([]);
  });

  test.for([
    undefined,
    'nonsense',
    // {"alg":"none","typ":"JWT"} and a payload
    'eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJzdWIiOiJhIn0.',
  ])('is not for the token %s', async (token, { api }) => {
    const response = await api.call('GET', ME, { token });
    problemOf(response, 401, 'unauthorized');
    expect(response.headers['www-authenticate']).toBe('Bearer');
  });

  test('is not for a token that has run out or was made for something else', async ({ api }) => {
    const { id } = await api.signUp();
    const { jwt } = api.app;
    const tokens = [
      jwt.sign({ sub: id, typ: 'access' }, { expiresIn: -10 }),
      jwt.sign({ sub: id, typ: 'refresh' }),
      jwt.sign({ sub: 'nobody', typ: 'access' }),
      jwt.sign({ sub: id, typ: 'access' }, { aud: 'others' }),
    ];
    for (const token of tokens) {
      problemOf(await api.call('GET', ME, { token }), 401, 'unauthorized');
    }
  });

  test('is not for a token that has run out since it was taken', async ({ api }) => {
    const { token } = await api.signUp();
    expect((await api.call('GET', ME, { token })).statusCode).toBe(200);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 902_000 });
    try {
      problemOf(await api.call('GET', ME, { token }), 401, 'unauthorized');
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('the password', () => {
  test('is changed, and the old one is good for nothing', async ({ api }) => {
    const ada = await api.signUp();
    const body = { current_password: PASSWORD, new_password: 'a new and better one' };
    expect((await change(api, ada, body)).statusCode).toBe(204);
    problemOf(await api.login(ada.email), 401, 'unauthorized');
    expect((await api.login(ada.email, 'a new and better one')).statusCode).toBe(200);
  });

  test('is not changed by who does not know it', async ({ api }) => {
    const ada = await api.signUp();
    const body = { current_password: 'a guess', new_password: 'a new and better one' };
    problemOf(await change(api, ada, body), 403, 'wrong-password');
    expect((await api.login(ada.email)).statusCode).toBe(200);
  });

  test('ends every session but the one that it is changed in', async ({ api }) => {
    const ada = await api.signUp();
    const [other] = (await api.login(ada.email)).cookies;
    const body = { current_password: PASSWORD, new_password: 'a new and better one' };
    await change(api, ada, body, ada.cookie);
    problemOf(await api.refresh(other?.value), 401, 'unauthorized');
    expect((await api.refresh(ada.cookie)).statusCode).toBe(200);
  });
});

describe('the list of users', () => {
  const list = (api: Api, token: string | undefined, query = '') =>
    api.call('GET', `/api/v1/users?${query}`, { token });

  test('is for administrators, who see everybody in the order of their registration', async ({
    api,
  }) => {
    const ada = await api.signUp();
    await api.signUp('bob@example.com');
    problemOf(await list(api, undefined), 401, 'unauthorized');
    problemOf(await list(api, ada.token), 403, 'forbidden');
    await updateUser(api.app.db, ada.id, { role: 'admin' });
    const all = (await list(api, ada.token)).json<UserPage>();
    expect(all).toMatchObject({ total: 2, limit: 20, offset: 0 });
    expect(all.items.map(({ email }) => email)).toEqual(['ada@example.com', 'bob@example.com']);
    const second = (await list(api, ada.token, 'limit=1&offset=1')).json<UserPage>();
    expect(second).toMatchObject({ total: 2, limit: 1, offset: 1 });
    expect(second.items.map(({ email }) => email)).toEqual(['bob@example.com']);
  });
});

test('a hash of older parameters is renewed at the next sign-in', async ({ api }) => {
  const { hash } = await import('@node-rs/argon2');
  const { id, email } = await api.signUp();
  await updateUser(api.app.db, id, {
    password_hash: await hash(PASSWORD, { memoryCost: 8, timeCost: 1 }),
  });
  const { token_type } = (await api.login(email)).json<AccessToken>();
  expect(token_type).toBe('bearer');
  const { password_hash } = await api.app.db
    .selectFrom('users')
    .select('password_hash')
    .executeTakeFirstOrThrow();
  expect(password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});
