// Security headers (support/check.ts looks at each answer's), request ids, CORS, hosts, production.
import { describe, expect, test } from 'vitest';
import type { Answer, Api } from './support/api.ts';
import { freshEmail, newPerson, PASSWORD, refreshCookie } from './support/people.ts';
import { useService } from './support/use-service.ts';

const { api } = useService({ CORS_ORIGINS: 'https://app.example.com,http://localhost:5173' });
const everything = async (client: Api): Promise<Answer[]> =>
  Promise.all([
    ...['/healthz', '/readyz', '/metrics', '/openapi.json', '/docs', '/nope', '/api/v1/notes', '/healthz/'].map(
      (path) => client('GET', path),
    ),
    client('PUT', '/healthz'),
    client('POST', '/api/v1/auth/login', { body: '{' }),
    client('POST', '/api/v1/auth/login', { json: {} }),
    client('POST', '/api/v1/auth/login', { body: 'x'.repeat(1_048_577) }),
    client('POST', '/api/v1/auth/login', { body: 'x', type: 'text/plain' }),
    client('POST', '/api/v1/auth/logout'),
  ]);

describe('X-Request-ID', () => {
  test.each(['abcd1234', 'A-b_c.9xyz', 'x'.repeat(64), '6f1d3c8e-1b1a-4a8e-9d55-2f0c7a0e4b11'])(
    '%j is taken',
    async (id) => {
      for (const path of ['/healthz', '/nope', '/api/v1/notes']) {
        const answer = await api('GET', path, { headers: { 'x-request-id': id } });
        expect(answer.headers['x-request-id']).toBe(id);
        if (answer.status >= 400) expect(answer.problem().request_id).toBe(id);
      }
    },
  );

  test.each([
    'short12',
    'x'.repeat(65),
    'with blank',
    'semi;colon',
    'quote"quote',
    '',
    '<script>',
    'äöüäöüäöü',
    'slash/slash',
  ])('%j is replaced', async (id) => {
    const answer = await api('GET', '/nope', { headers: { 'x-request-id': id } });
    expect(answer.headers['x-request-id']).not.toBe(id);
    expect(answer.text).not.toContain(id || '""');
  });

  test('is made anew for each request', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => api('GET', '/healthz')));
    expect(new Set(answers.map(({ headers }) => headers['x-request-id'])).size).toBe(20);
  });

  test('is on answers of every kind', async () => {
    const answers = await everything(api);
    expect(answers.map(({ headers }) => headers['x-request-id'] ?? '')).not.toContain('');
  });
});

describe('CORS', () => {
  const origin = 'https://app.example.com';

  test.each([origin, 'http://localhost:5173'])('lets %s in, with credentials', async (listed) => {
    for (const answer of [
      await api('GET', '/healthz', { headers: { origin: listed } }),
      await api('GET', '/api/v1/notes', { headers: { origin: listed } }),
      await api('GET', '/nope', { headers: { origin: listed } }),
    ]) {
      expect(answer.headers['access-control-allow-origin']).toBe(listed);
      expect(answer.headers['access-control-allow-credentials']).toBe('true');
      expect(answer.headers.vary?.toLowerCase()).toMatch(/\borigin\b/);
    }
  });

  test.each(['POST', 'PATCH', 'DELETE', 'GET'])('lets %s in after asking', async (method) => {
    const asked = {
      origin,
      'access-control-request-method': method,
      'access-control-request-headers': 'authorization,content-type',
    };
    const answer = await api('OPTIONS', '/api/v1/notes', { headers: asked });
    expect(answer.status).toBeLessThan(300);
    expect(answer.headers['access-control-allow-origin']).toBe(origin);
    expect(answer.headers['access-control-allow-credentials']).toBe('true');
    expect(answer.headers['access-control-allow-methods']?.toUpperCase()).toContain(method);
    expect(answer.headers['access-control-allow-headers']?.toLowerCase()).toMatch(/authorization/);
    expect(answer.headers['access-control-allow-headers']?.toLowerCase()).toMatch(/content-type/);
  });

  test.each([
    'https://evil.example.com',
    'http://app.example.com',
    'https://app.example.com.evil.com',
    'https://app.example.com:8443',
    'null',
    'https://xapp.example.com',
    'http://localhost:51730',
  ])('says nothing to %s', async (foreign) => {
    const asked = {
      origin: foreign,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    };
    for (const answer of [
      await api('GET', '/healthz', { headers: { origin: foreign } }),
      await api('OPTIONS', '/api/v1/notes', { headers: asked }),
    ]) {
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    }
  });

  test('errors are readable for a listed origin: 413, 400, 422', async () => {
    for (const body of ['x'.repeat(1_048_577), '{', '{}']) {
      const answer = await api('POST', '/api/v1/auth/login', { body, headers: { origin } });
      expect(answer.headers['access-control-allow-origin']).toBe(origin);
    }
  });
});

describe('without CORS_ORIGINS and ALLOWED_HOSTS', () => {
  const closed = useService();

  test('no other origin is let in', async () => {
    const answer = await closed.api('GET', '/healthz', { headers: { origin: 'https://app.example.com' } });
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  test('HSTS is not for development and tests', async () => {
    for (const answer of await everything(closed.api))
      expect(answer.headers['strict-transport-security']).toBeUndefined();
  });
});

describe('in production', () => {
  const production = useService({
    APP_ENV: 'production',
    ALLOWED_HOSTS: '127.0.0.1,api.example.com',
    CORS_ORIGINS: 'https://app.example.com',
  });

  test('every answer has Strict-Transport-Security', async () => {
    for (const answer of await everything(production.api))
      expect(answer.headers['strict-transport-security']).toMatch(/max-age=[1-9]\d{6,}/);
  });

  test('the cookie is Secure, at login, refresh and logout', async () => {
    const { email, password } = await newPerson(production.api);
    const login = await production.api.expect(200, 'POST', '/api/v1/auth/login', { json: { email, password } });
    const again = await production.api.expect(200, 'POST', '/api/v1/auth/refresh', {
      cookie: refreshCookie(login).value,
    });
    for (const answer of [login, again]) {
      expect(refreshCookie(answer).attributes).toMatchObject({ secure: '', httponly: '', path: '/api/v1/auth' });
      expect(refreshCookie(answer).attributes['samesite']?.toLowerCase()).toBe('strict');
    }
    const out = await production.api.expect(204, 'POST', '/api/v1/auth/logout', { cookie: refreshCookie(again).value });
    expect(refreshCookie(out).attributes).toHaveProperty('secure');
  });

  test.each(['api.example.com', 'api.example.com:443', 'API.Example.COM', '127.0.0.1:8000'])(
    'the host %s is answered',
    async (host) => {
      await production.api.expect(401, 'GET', '/api/v1/notes', { headers: { host } });
    },
  );

  test.each([
    'evil.example.com',
    'api.example.com.evil.com',
    'xapi.example.com',
    'localhost',
    'evil.com:8000',
    '10.1.2.3',
  ])('the host %s is refused', async (host) => {
    const answer = await production.api('GET', '/api/v1/notes', { headers: { host } });
    expect([400, 403, 404, 421]).toContain(answer.status);
    const login = await production.api('POST', '/api/v1/auth/login', {
      headers: { host },
      json: { email: freshEmail(), password: PASSWORD },
    });
    expect([400, 403, 404, 421]).toContain(login.status);
  });

  test.each(['10.1.2.3:8000', 'pod-7f.cluster.local', 'evil.example.com'])(
    'a probe of the host %s gets through',
    async (host) => {
      await production.api.expect(200, 'GET', '/healthz', { headers: { host } });
      await production.api.expect(200, 'GET', '/readyz', { headers: { host } });
    },
  );
});
