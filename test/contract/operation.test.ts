// What those who run the service see: health, metrics, logs.
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { eventually } from './support/eventually.ts';
import { freshEmail, newPerson, refresh, signIn } from './support/people.ts';
import { useService } from './support/use-service.ts';

const { api } = useService();

describe('health', () => {
  test('/healthz lives', async () => {
    expect(Object.keys((await api.expect(200, 'GET', '/healthz')).json() as object)).toEqual(['status']);
  });

  test('/readyz names its checks', async () => {
    const answer = (await api.expect(200, 'GET', '/readyz')).readiness();
    expect(Object.keys(answer.checks).length).toBeGreaterThan(0);
  });
});

describe('metrics', () => {
  type Labels = Record<string, string>;
  interface Sample {
    readonly name: string;
    readonly labels: Labels;
    readonly value: number;
  }

  async function samples(): Promise<Sample[]> {
    const { text, headers } = await api.expect(200, 'GET', '/metrics');
    expect(headers['content-type']).toMatch(/^text\/plain/);
    const lines = text.split('\n').filter((line) => line && !line.startsWith('#'));
    return lines.map((line) => {
      const [, name = '', inner = '', value = ''] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)/.exec(line) ?? [];
      const labels = Object.fromEntries(
        [...inner.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map((match) => [match[1] ?? '', match[2] ?? '']),
      );
      return { name, labels, value: Number(value) };
    });
  }

  const valueOf = (all: readonly Sample[], name: string, labels: Labels): number =>
    all.find(
      (sample) => sample.name === name && Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
    )?.value ?? 0;

  test('count requests by method, route and status', async () => {
    const { token } = await newPerson(api);
    const note = (await api.expect(201, 'POST', '/api/v1/notes', { token, json: { title: 'counted' } })).note();
    const counted = [
      { method: 'GET', route: '/api/v1/notes/{note_id}', status: '200' },
      { method: 'GET', route: '/api/v1/notes/{note_id}', status: '404' },
      { method: 'GET', route: '/api/v1/notes', status: '401' },
      { method: 'POST', route: '/api/v1/auth/login', status: '422' },
      { method: 'GET', route: 'unmatched', status: '404' },
      { method: 'GET', route: '/healthz', status: '200' },
    ];
    const before = await samples();
    for (let round = 0; round < 3; round += 1) {
      await api.expect(200, 'GET', `/api/v1/notes/${note.id}`, { token });
      await api.expect(404, 'GET', `/api/v1/notes/${randomUUID()}`, { token });
      await api.expect(401, 'GET', '/api/v1/notes?q=secret');
      await api.expect(422, 'POST', '/api/v1/auth/login', { json: {} });
      await api.expect(404, 'GET', `/nope/${randomUUID()}`);
      await api.expect(200, 'GET', '/healthz');
    }
    const after = await samples();
    for (const labels of counted) {
      expect(
        valueOf(after, 'http_requests_total', labels) - valueOf(before, 'http_requests_total', labels),
        JSON.stringify(labels),
      ).toBe(3);
    }
  });

  test('measure durations by method and route', async () => {
    const before = valueOf(await samples(), 'http_request_duration_seconds_count', { method: 'GET', route: '/readyz' });
    await api.expect(200, 'GET', '/readyz');
    const after = await samples();
    expect(valueOf(after, 'http_request_duration_seconds_count', { method: 'GET', route: '/readyz' }) - before).toBe(1);
    expect(valueOf(after, 'http_request_duration_seconds_sum', { method: 'GET', route: '/readyz' })).toBeGreaterThan(0);
    expect(
      valueOf(after, 'http_request_duration_seconds_bucket', { method: 'GET', route: '/readyz', le: '+Inf' }),
    ).toBe(before + 1);
  });

  test('have these labels and no others', async () => {
    await api('GET', '/nope');
    const all = await samples();
    const labelsOf = (name: string): Set<string> =>
      new Set(all.filter((sample) => sample.name === name).map(({ labels }) => Object.keys(labels).sort().join()));
    expect([...labelsOf('http_requests_total')]).toEqual(['method,route,status']);
    expect([...labelsOf('http_request_duration_seconds_count')]).toEqual(['method,route']);
    expect([...labelsOf('http_request_duration_seconds_bucket')]).toEqual(['le,method,route']);
  });

  test('never name a path or an id', async () => {
    const [path, id] = [`/secret-${randomUUID()}`, randomUUID()];
    const { token } = await newPerson(api);
    for (const target of [path, `/api/v1/notes/${id}`, `/api/v1/notes/${id}/`, `/api/v1/notes?q=${id}`])
      await api('GET', target, { token });
    const { text } = await api.expect(200, 'GET', '/metrics');
    expect(text).not.toContain(path);
    expect(text).not.toContain(id);
    expect(text).toContain('route="unmatched"');
  });
});

describe('logs', () => {
  const noisy = useService({ LOG_LEVEL: 'debug', APP_ENV: 'development' });
  type Line = Record<string, unknown>;
  const text = (): string => noisy.service().logs();
  /** Only complete lines. */
  const lines = (): Line[] =>
    text()
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Line);
  const idsLogged = (): unknown[] => lines().map((line) => line['request_id']);
  const areLogged = (ids: readonly string[]): Promise<boolean> =>
    eventually(() => ids.every((id) => idsLogged().includes(id)));

  test('are one JSON object a line', async () => {
    const ids = ['json-line-1', 'json-line-2'];
    await noisy.api('GET', '/nope', { headers: { 'x-request-id': ids[0] ?? '' } });
    await noisy.api('POST', '/api/v1/auth/login', { body: '{', headers: { 'x-request-id': ids[1] ?? '' } });
    expect(await areLogged(ids), text()).toBe(true);
    for (const line of lines()) expect(line).toEqual(expect.objectContaining({}));
  });

  test('hold the request id', async () => {
    const ids = ['known-id-1', 'known-id-2', 'known-id-3'];
    await noisy.api('GET', '/nope', { headers: { 'x-request-id': ids[0] ?? '' } });
    await noisy.api('POST', '/api/v1/auth/login', { json: {}, headers: { 'x-request-id': ids[1] ?? '' } });
    await noisy.api('POST', '/api/v1/auth/logout', { headers: { 'x-request-id': ids[2] ?? '' } });
    expect(await areLogged(ids), text()).toBe(true);
  });

  test('hold no password, token, cookie or e-mail', async () => {
    const secrets = ['Sup3r-secret-phrase', 'An0ther-secret-phrase', 'wr0ng-guess-phrase', freshEmail()];
    const [first = '', second = '', wrong = '', email = ''] = secrets;
    await noisy.api.expect(201, 'POST', '/api/v1/auth/register', { json: { email, password: first } });
    await noisy.api.expect(409, 'POST', '/api/v1/auth/register', { json: { email, password: first } });
    await noisy.api.expect(401, 'POST', '/api/v1/auth/login', { json: { email, password: wrong } });
    await noisy.api.expect(422, 'POST', '/api/v1/auth/login', { json: { email, password: [wrong] } });
    await noisy.api.expect(400, 'POST', '/api/v1/auth/login', { body: `{"email": "${email}", "password": "${wrong}"` });
    const session = await signIn(noisy.api, email, first);
    await noisy.api.expect(403, 'POST', '/api/v1/auth/password', {
      ...session,
      json: { current_password: wrong, new_password: second },
    });
    await noisy.api.expect(204, 'POST', '/api/v1/auth/password', {
      ...session,
      json: { current_password: first, new_password: second },
    });
    await refresh(noisy.api, session.cookie);
    expect((await refresh(noisy.api, session.cookie)).status).toBe(401);
    await noisy.api('GET', '/api/v1/auth/me', { token: `${session.token}x` });
    await noisy.api('DELETE', '/api/v1/auth/me', { token: session.token });
    await noisy.service().stop(); // then everything is written
    const written = text() + noisy.service().errors();
    for (const secret of [
      ...secrets,
      email.split('@')[0] ?? '',
      session.token,
      session.token.split('.')[2] ?? '',
      session.cookie,
      '$argon2',
    ])
      expect(written).not.toContain(secret);
    expect(written).not.toContain(noisy.service().env['SECRET_KEY']);
  });
});

describe('with LOG_LEVEL=error', () => {
  const quiet = useService({ LOG_LEVEL: 'error' });

  test('a request that went well is not worth a line', async () => {
    await quiet.api.expect(200, 'GET', '/healthz', { headers: { 'x-request-id': 'went-well-1' } });
    await quiet.service().stop(); // then everything is written
    expect(quiet.service().logs()).not.toContain('went-well-1');
  });
});
