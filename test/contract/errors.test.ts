// Every error is problem+json (support/check.ts holds each answer to the form), outside the routes too.
import { connect } from 'node:net';
import { beforeAll, describe, expect, test } from 'vitest';
import { bodySchema, filled, needsToken, operations, paths } from './support/document.ts';
import { newPerson, type Person } from './support/people.ts';
import { useService } from './support/use-service.ts';

const { api, service } = useService();
let person: Person;
beforeAll(async () => void (person = await newPerson(api)));

const withBody = operations
  .filter((operation) => bodySchema(operation))
  .map((operation) => ({ ...operation, name: `${operation.method} ${operation.path}` }));
const guarded = operations
  .filter(needsToken)
  .map((operation) => ({ ...operation, name: `${operation.method} ${operation.path}` }));

/** Where a path's note must exist for the body to be looked at. */
async function target(path: string): Promise<string> {
  if (!path.includes('{note_id}')) return path;
  const created = await api.expect(201, 'POST', '/api/v1/notes', { json: { title: 'target' }, token: person.token });
  return path.replace('{note_id}', created.note().id);
}

describe('paths and methods', () => {
  test.each([
    '/nope',
    '/api',
    '/api/v1',
    '/api/v1/nope',
    '/api/v2/notes',
    '/API/v1/notes',
    '/api/v1/notes/a/b',
    '/favicon.ico',
  ])('%s is 404', async (path) => {
    const answer = await api.expect(404, 'GET', path);
    expect(answer.problem().type).toBe('urn:problem:not-found');
  });

  test.each(paths)('%s/ with a slash is 404 and no redirect', async (path) => {
    const methods = operations.filter((operation) => operation.path === path).map(({ method }) => method);
    for (const method of methods) {
      const answer = await api.expect(404, method, `${filled(path)}/`, { token: person.token });
      expect(answer.headers.location).toBeUndefined();
    }
  });

  test.each(paths)('%s names all its methods in Allow of a 405', async (path) => {
    const known = operations.filter((operation) => operation.path === path).map(({ method }) => method);
    const unknown = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND'].filter((method) => !known.includes(method));
    for (const method of unknown) {
      const answer = await api.expect(405, method, filled(path), { token: person.token });
      const allowed = (answer.headers.allow ?? '').split(',').map((name) => name.trim());
      expect(allowed, method).toEqual(expect.arrayContaining(known));
      expect(allowed.filter((name) => !known.includes(name) && !['HEAD', 'OPTIONS'].includes(name))).toEqual([]);
    }
  });

  test.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND'])('%s on an unknown path is 404', async (method) => {
    await api.expect(404, method, '/nope');
  });

  test.each([
    '/%zz',
    '/api/v1/notes/%E0%A4%A',
    '/api/v1/notes/%00',
    '/api/v1/notes?q=%ff',
    '/api/v1/notes?q=%ED%A0%80',
    '/%2e%2e/%2e%2e/etc/passwd',
    '//',
  ])('%s is no error of the server', async (path) => {
    const answer = await api('GET', path, { token: person.token });
    expect(answer.status).toBeLessThan(500);
  });

  test.each(['/nope', '/api/v1/notes', '/healthz'])(
    'OPTIONS %s without an origin is an answer like others',
    async (path) => {
      const answer = await api('OPTIONS', path);
      expect(answer.status).toBeLessThan(500);
    },
  );

  test('a request line that is no HTTP ends with the connection, and the service goes on', async () => {
    await spoken('NONSENSE\r\n\r\n');
    await api.expect(200, 'GET', '/healthz');
  });

  const spoken = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(Number(new URL(service().url).port), '127.0.0.1', () => socket.write(text));
      const chunks: Buffer[] = [];
      socket.setTimeout(10_000, () => socket.destroy(new Error('The connection stays open')));
      socket
        .on('data', (chunk) => chunks.push(chunk))
        .on('error', reject)
        .on('close', () => resolve(Buffer.concat(chunks).toString()));
    });
});

describe.each(withBody)('the body of $name', ({ method, path }) => {
  const malformed = [
    '{',
    '{"title": "x"',
    '{"title": }',
    "{'title': 'x'}",
    '{"title": "x",}',
    'title=x',
    '[1,',
    '"open',
    'nul',
    '{"title": NaN}',
    '{"title": -Infinity}',
    '{"a": "\n"}',
  ];

  test.each(malformed)('%j is 400', async (body) => {
    const answer = await api.expect(400, method, await target(path), { body, token: person.token });
    expect(answer.problem().type).toBe('urn:problem:malformed-json');
  });

  test('bytes that are no UTF-8 are 400', async () => {
    const body = Buffer.concat([Buffer.from('{"title": "'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]);
    await api.expect(400, method, await target(path), { body, token: person.token });
  });

  test.each([
    'text/plain',
    'application/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    'text/json',
  ])('of type %s is 415', async (type) => {
    await api.expect(415, method, await target(path), { body: '{"title": "x"}', type, token: person.token });
  });

  test.each(['application/json; charset=utf-8', 'Application/JSON'])('of type %s is read', async (type) => {
    await api.expect(400, method, await target(path), { body: '{', type, token: person.token });
  });

  test.each(['null', '"AAA"', '""', '[]', '["title"]', '[{"title": "x"}]', '1', '0', 'true', 'false', '1.5'])(
    '%s is 422 for the whole body',
    async (body) => {
      const answer = await api.expect(422, method, await target(path), { body, token: person.token });
      expect(answer.problem().type).toBe('urn:problem:validation');
      expect(answer.errors().map(({ pointer }) => pointer)).toEqual(['']);
      const codes = body === 'null' ? ['type', 'not_null', 'required'] : ['type'];
      expect(codes).toContain(answer.errors()[0]?.code);
    },
  );

  test('none is 422: required', async () => {
    const answer = await api.expect(422, method, await target(path), {
      body: '',
      type: 'application/json',
      token: person.token,
    });
    expect(answer.errors()).toEqual([expect.objectContaining({ pointer: '', code: 'required' })]);
  });

  test('nested very deep is an error of the client', async () => {
    for (const body of [
      '['.repeat(100_000),
      `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
      '{"title":'.repeat(50_000),
    ]) {
      const answer = await api(method, await target(path), { body, token: person.token });
      expect([400, 422]).toContain(answer.status);
    }
  });

  test('a number too large for its type is an error of the client', async () => {
    for (const number of ['1e999', '-1e999', '9'.repeat(5000)]) {
      const answer = await api(method, await target(path), {
        body: `{"title": ${number}, "email": ${number}, "current_password": ${number}, "display_name": ${number}}`,
        token: person.token,
      });
      expect([400, 422]).toContain(answer.status);
    }
  });
});

describe.each(guarded)('$name without a valid token', ({ method, path }) => {
  test.each([
    ['no header', {}],
    ['nothing', { authorization: '' }],
    ['a scheme alone', { authorization: 'Bearer' }],
    ['a foreign scheme', { authorization: 'Basic dXNlcjpwYXNz' }],
    ['no JWT', { authorization: 'Bearer not-a-token' }],
    ['three dots', { authorization: 'Bearer a.b.c' }],
    ['other characters', { authorization: 'Bearer \u00e9\u00ff' }],
  ])('%s is 401', async (_name, headers) => {
    const answer = await api.expect(401, method, await target(path), {
      json: { title: 'x', current_password: 'x', new_password: 'abcdefgh' },
      headers,
    });
    expect(answer.problem().type).toBe('urn:problem:unauthorized');
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
  });
});
