import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FakeApi, problem } from '../testing/fake-api.ts';
import { send, trouble, waitForTurn, whenReachable } from './connection.ts';
import { UnreachableError } from './errors.ts';

const request = (init?: RequestInit) => new Request('http://localhost/api/v1/notes', init);
let api: FakeApi;

beforeEach(() => {
  vi.useFakeTimers();
  api = new FakeApi().install();
});

afterEach(async () => {
  api.down = false;
  await vi.advanceTimersByTimeAsync(3_000);
  vi.useRealTimers();
});

it('tells when the server is away, and when it is back', async () => {
  api.down = true;
  await expect(send(request())).rejects.toThrow(UnreachableError);
  expect(trouble.get()).toBe('unreachable');
  const back = whenReachable();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(trouble.get()).toBe('unreachable');
  api.down = false;
  await vi.advanceTimersByTimeAsync(3_000);
  await back;
  expect(trouble.get()).toBe('none');
});

it.each([500, 502, 503, 504])('takes a bare %i for a server that is away', async (status) => {
  api.plan('GET /notes', new Response('Bad gateway', { status }));
  await expect(send(request())).rejects.toThrow(UnreachableError);
});

it('takes an error that the API describes for an answer', async () => {
  api.plan('GET /notes', problem(500, 'internal'));
  expect((await send(request())).status).toBe(500);
  expect(trouble.get()).toBe('none');
});

it('knows a request that was called off', async () => {
  api.down = true;
  await expect(send(request({ signal: AbortSignal.abort() }))).rejects.not.toThrow(
    UnreachableError,
  );
  expect(trouble.get()).toBe('none');
});

it('waits for its turn', async () => {
  const turn = waitForTurn(5);
  expect(trouble.get()).toBe('rate-limited');
  await vi.advanceTimersByTimeAsync(5_000);
  await turn;
  expect(trouble.get()).toBe('none');
});
