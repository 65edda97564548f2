import { describe, expect } from 'vitest';
import { PASSWORD } from './support/api.ts';
import { test } from './support/test.ts';

const parsed = (logs: readonly string[]) =>
  logs.map((line) => JSON.parse(line) as Record<string, unknown>);

describe('the log', () => {
  test('has a JSON object a line for each request, with its id', async ({ api }) => {
    const headers = { 'x-request-id': 'trace-me-please' };
    await api.call('GET', '/api/v1/notes?q=private', { headers });
    expect(parsed(api.logs)).toEqual([
      {
        level: 'info',
        timestamp: expect.stringMatching(/^\d{4}-.*Z$/) as string,
        logger: 'app.requests',
        message: 'request',
        request_id: 'trace-me-please',
        method: 'GET',
        route: '/api/v1/notes',
        status: 401,
        duration_ms: expect.any(Number) as number,
      },
    ]);
  });

  test('tells no secret', async ({ api }) => {
    const { token, cookie, email } = await api.signUp();
    await api.call('GET', '/api/v1/auth/me', { token });
    await api.refresh(cookie);
    expect(api.logs).toHaveLength(4);
    for (const secret of [PASSWORD, token, cookie, email]) {
      expect(api.logs.join('')).not.toContain(secret);
    }
  });

  test('is as talkative as it is told to be', async ({ start }) => {
    const api = await start({ LOG_LEVEL: 'warning' });
    await api.call('GET', '/healthz');
    api.app.log.warn('careful');
    expect(parsed(api.logs)).toMatchObject([{ level: 'warning', message: 'careful' }]);
  });
});
