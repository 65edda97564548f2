// What every answer carries, and who is answered at all.
import { describe, expect } from 'vitest';
import { problemOf } from './support/api.ts';
import { test } from './support/test.ts';

describe('the request id', () => {
  test('is the one that was sent, where it is a sound one', async ({ api }) => {
    const headers = { 'x-request-id': 'from-the-proxy.1' };
    const response = await api.call('GET', '/nowhere', { headers });
    expect(problemOf(response, 404, 'not-found').request_id).toBe('from-the-proxy.1');
  });

  test.for(['short', 'with blanks in it', 'x'.repeat(65)])(
    'is a new one in the place of "%s"',
    async (given, { api }) => {
      const response = await api.call('GET', '/healthz', { headers: { 'x-request-id': given } });
      expect(response.headers['x-request-id']).toMatch(/^[0-9a-f]{32}$/);
    },
  );
});

describe('the security headers', () => {
  test.for(['/healthz', '/nowhere', '/docs'])('are there: %s', async (path, { api }) => {
    const { headers } = await api.call('GET', path);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'content-security-policy': expect.stringContaining("default-src 'none'") as string,
    });
    expect(headers['strict-transport-security']).toBeUndefined();
  });

  test('ask for encryption in production', async ({ start }) => {
    const api = await start({ APP_ENV: 'production' });
    const { headers } = await api.call('GET', '/healthz');
    expect(headers['strict-transport-security']).toMatch(/^max-age=\d+/);
  });
});

describe('other origins', () => {
  const ORIGIN = 'https://app.example.com';
  const preflight = (origin: string) => ({
    headers: { origin, 'access-control-request-method': 'PATCH' },
  });

  test('that are listed may call with credentials', async ({ start }) => {
    const api = await start({ CORS_ORIGINS: `${ORIGIN}/, https://other.example.com` });
    const { statusCode, headers } = await api.call('OPTIONS', '/api/v1/notes', preflight(ORIGIN));
    expect(statusCode).toBe(204);
    expect(headers).toMatchObject({
      'access-control-allow-origin': ORIGIN,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': expect.stringContaining('PATCH') as string,
    });
    const answer = await api.call('GET', '/healthz', { headers: { origin: ORIGIN } });
    expect(answer.headers['access-control-allow-origin']).toBe(ORIGIN);
  });

  test('that are not may not', async ({ start }) => {
    const api = await start({ CORS_ORIGINS: ORIGIN });
    const evil = 'https://evil.example.com';
    problemOf(await api.call('OPTIONS', '/api/v1/notes', preflight(evil)), 403, 'cors');
    const answer = await api.call('GET', '/healthz', { headers: { origin: evil } });
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  test('are none by default', async ({ api }) => {
    const answer = await api.call('GET', '/healthz', { headers: { origin: ORIGIN } });
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('host names', () => {
  const ask = (host: string, path = '/openapi.json') =>
    ['GET', path, { headers: { host } }] as const;

  test('that are ours are answered', async ({ start }) => {
    const api = await start({ ALLOWED_HOSTS: 'api.example.com,*.example.org' });
    for (const host of ['api.example.com', 'API.example.com:8000', 'a.b.example.org']) {
      expect((await api.call(...ask(host))).statusCode).toBe(200);
    }
  });

  test('that are not are refused, but probes and scrapes pass', async ({ start }) => {
    const api = await start({ ALLOWED_HOSTS: 'api.example.com,*.example.org' });
    for (const host of ['evil.example.com', 'example.org', '10.0.0.7:8000']) {
      problemOf(await api.call(...ask(host)), 400, 'invalid-host');
    }
    for (const path of ['/healthz', '/readyz', '/metrics']) {
      expect((await api.call(...ask('10.0.0.7:8000', path))).statusCode).toBe(200);
    }
  });
});
