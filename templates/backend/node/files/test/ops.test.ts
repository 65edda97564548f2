// Health, metrics, the document.
import { readFile } from 'node:fs/promises';
import { describe, expect } from 'vitest';
import { problemOf } from './support/api.ts';
import { UNREACHABLE_URL } from './support/database.ts';
import { test } from './support/test.ts';

describe('health', () => {
  test('the process lives and the database answers', async ({ api }) => {
    expect((await api.call('GET', '/healthz')).json()).toEqual({ status: 'ok' });
    expect((await api.call('GET', '/readyz')).json()).toEqual({
      status: 'ok',
      checks: { database: 'ok' },
    });
  });

  test('without a database the process lives, is not ready, and says what is missing', async ({
    start,
  }) => {
    const config = { DATABASE_URL: UNREACHABLE_URL };
    const api = await start(config);
    expect((await api.call('GET', '/healthz')).statusCode).toBe(200);
    const { detail } = problemOf(await api.call('GET', '/readyz'), 503, 'unavailable');
    expect(detail).toContain('database');
  });
});

describe('metrics', () => {
  test('count requests by method, pattern and status, and time them', async ({ start }) => {
    const api = await start({});
    const ada = await api.signUp();
    const { id } = await api.createNote(ada, 'Counted');
    await api.call('GET', `/api/v1/notes/${id}`, { token: ada.token });
    await api.call('GET', '/api/v1/notes/7', { token: ada.token });
    await api.call('PUT', `/api/v1/notes/${id}`);
    await api.call('GET', '/nowhere/at/all');
    const response = await api.call('GET', '/metrics');
    expect(response.headers['content-type']).toMatch(/^text\/plain; version=/);
    const lines = response.body.split('\n');
    const one = '/api/v1/notes/{note_id}';
    for (const line of [
      `http_requests_total{method="POST",route="/api/v1/auth/login",status="200"} 1`,
      `http_requests_total{method="GET",route="${one}",status="200"} 1`,
      `http_requests_total{method="GET",route="${one}",status="422"} 1`,
      `http_requests_total{method="PUT",route="${one}",status="405"} 1`,
      `http_requests_total{method="GET",route="unmatched",status="404"} 1`,
      `http_request_duration_seconds_count{method="GET",route="${one}"} 2`,
    ]) {
      expect(lines).toContain(line);
    }
    expect(response.body).not.toContain(id);
  });
});

describe('the document', () => {
  interface Document {
    readonly openapi: string;
    readonly paths: Record<string, Record<string, { operationId: string }>>;
    readonly components: { readonly schemas: object };
  }

  const operationsOf = ({ paths }: Document): string[] =>
    Object.values(paths)
      .flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId))
      .sort();

  test('names the operations and schemas of openapi.json', async ({ api }) => {
    const file = new URL('../openapi.json', import.meta.url);
    const contract = JSON.parse(await readFile(file, 'utf8')) as Document;
    const served = (await api.call('GET', '/openapi.json')).json<Document>();
    expect(operationsOf(served)).toEqual(operationsOf(contract));
    expect(Object.keys(served.components.schemas).sort()).toEqual(
      Object.keys(contract.components.schemas).sort(),
    );
  });

  test('has a page that loads everything from here', async ({ api }) => {
    const { body } = await api.call('GET', '/docs');
    const addresses = [...body.matchAll(/<(?:script|link)\b[^>]*?(?:src|href)="([^"]+)"/g)];
    expect(addresses.length).toBeGreaterThan(0);
    for (const [, address = ''] of addresses) {
      const path = new URL(address, 'http://localhost/docs');
      expect(path.host).toBe('localhost');
      expect((await api.call('GET', path.pathname)).statusCode).toBe(200);
    }
  });
});
