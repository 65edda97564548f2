// Whatever goes wrong is a problem (RFC 9457).
import { request as httpRequest } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, vi } from 'vitest';
import type { Problem } from '../src/schemas/problems.ts';
import { findingsOf, problemOf, type Api } from './support/api.ts';
import { test } from './support/test.ts';

const REGISTER = '/api/v1/auth/register';

const post = (api: Api, body: string, headers: Record<string, string> = {}) =>
  api.call('POST', REGISTER, { body, headers });

describe('a body', () => {
  test.for(['{', '{"email":}', 'nonsense', '{"a":1}}'])(
    'that is not JSON: %s',
    async (body, { api }) => {
      problemOf(await post(api, body), 400, 'malformed-json');
    },
  );

  test('that is not UTF-8', async ({ api }) => {
    const response = await api.app.inject({
      method: 'POST',
      url: REGISTER,
      headers: { 'content-type': 'application/json' },
      payload: Buffer.from([0x22, 0xff, 0x22]),
    });
    problemOf(response, 400, 'malformed-json');
  });

  test.for(['null', '[]', '"text"', '7'])('that is no object: %s', async (body, { api }) => {
    expect(findingsOf(await post(api, body))).toEqual({ '': expect.any(String) as string });
  });

  test('that is missing', async ({ api }) => {
    const empty = await api.app.inject({ method: 'POST', url: REGISTER });
    expect(findingsOf(empty)).toEqual({ '': 'required' });
    expect(findingsOf(await post(api, ''))).toEqual({ '': 'required' });
  });

  test('of another type', async ({ api }) => {
    const headers = { 'content-type': 'text/plain' };
    problemOf(await post(api, 'x', headers), 415, 'unsupported-media-type');
  });

  test('that is too large', async ({ api }) => {
    const body = JSON.stringify({ email: 'x'.repeat(1_048_576) });
    problemOf(await post(api, body), 413, 'content-too-large');
  });

  test('cannot reach the prototype', async ({ api }) => {
    const body =
      '{"email":"ada@example.com","password":"long enough","__proto__":{"role":"admin"}}';
    expect((await post(api, body)).json()).toMatchObject({ role: 'user' });
  });
});

describe('an address', () => {
  test.for(['/nowhere', '/api/v1/notes/', '/healthz/', '/api/v1'])(
    'that is not there: %s',
    async (path, { api }) => {
      const problem = problemOf(await api.call('GET', `${path}?q=1`), 404, 'not-found');
      expect(problem).toMatchObject({ title: 'Not Found', instance: path });
    },
  );

  test.for([
    ['PUT', '/api/v1/notes', 'GET, HEAD, POST'],
    ['POST', '/api/v1/notes/7', 'DELETE, GET, HEAD, PATCH'],
    ['GET', '/api/v1/auth/login', 'POST'],
    ['OPTIONS', '/healthz', 'GET, HEAD'],
  ] as const)('that does not take a method: %s %s', async ([method, path, allow], { api }) => {
    const response = await api.call(method, path);
    problemOf(response, 405, 'method-not-allowed');
    expect(response.headers.allow).toBe(allow);
  });

  test('that cannot be decoded', async ({ api }) => {
    const response = await api.call('GET', '/api/%zz');
    problemOf(response, 400, 'bad-request');
    expect(response.headers['x-content-type-options']).toBe('nosniff');
  });
});

test('an error of ours says nothing of the inside, and is in the log with its id', async ({
  api,
}) => {
  const ada = await api.signUp();
  const broken = vi.spyOn(api.app.db.getExecutor(), 'executeQuery');
  broken.mockRejectedValue(new Error('secret insides, of ada@example.com'));
  const response = await api.call('GET', '/api/v1/notes', { token: ada.token });
  broken.mockRestore();
  const { request_id } = problemOf(response, 500, 'internal');
  expect(response.body).not.toContain('insides');
  const line = api.logs.find((each) => each.includes('unexpected error')) ?? '';
  expect(line).toContain(request_id);
  expect(line).toContain('secret insides, of [email]');
});

describe('bytes that are no HTTP', () => {
  test('are answered with a problem too', async ({ start }) => {
    const { app } = await start({});
    await app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = app.server.address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    socket.end('this is no HTTP\r\n\r\n');
    const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1\.1 400 /);
    expect(head).toContain('content-type: application/problem+json');
    expect(JSON.parse(body) as Problem).toMatchObject({
      type: 'urn:problem:bad-request',
      status: 400,
    });
  });

  test('and so are headers that are too long', async ({ start }) => {
    const { app } = await start({});
    await app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = app.server.address() as AddressInfo;
    const status = await new Promise((resolve, reject) => {
      httpRequest({ port, headers: { 'x-long': 'x'.repeat(20_000) } }, ({ statusCode }) => {
        resolve(statusCode);
      })
        .once('error', reject)
        .end();
    });
    expect(status).toBe(431);
  });
});
