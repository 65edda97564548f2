import { randomUUID } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Failure } from './outcome.ts';
import type { ListedPart } from './part-list.ts';
import { lastLines, startProgram, type Place } from '../processes.ts';
import { LONGEST, REPORTED } from './running.ts';

const READY_WITHIN = 120_000;

/** Starts a repository with `npm start` on free ports and goes through it as a first user would; answers what went wrong. */
export async function journey(parts: readonly ListedPart[], place: Place): Promise<Failure | undefined> {
  const ports = Object.fromEntries(
    await Promise.all(parts.map(async ({ port }) => [port.variable, String(await freePort())] as const)),
  );
  const running = startProgram(['npm', 'start'], { ...place, env: { ...place.env, ...ports }, minutes: LONGEST });
  const addresses = parts.map((part) => `http://127.0.0.1:${ports[part.port.variable] ?? ''}`);
  try {
    const [api = '', page] = addresses;
    await answers(`${api}${parts[0]?.health ?? '/'}`, running.end, place.signal);
    await visit(api);
    if (page !== undefined) await visitPage(page, running.end, place.signal);
    return undefined;
  } catch (error) {
    place.signal.throwIfAborted();
    return {
      step: '`npm start` and the journey',
      output: [...lastLines(running.text(), REPORTED), (error as Error).message],
    };
  } finally {
    running.stop();
    await running.end;
  }
}

/** Waits until an address answers well, or the program has ended. */
async function answers(url: string, end: Promise<unknown>, signal: AbortSignal): Promise<void> {
  const ended = end.then(() => 'ended' as const);
  const deadline = Date.now() + READY_WITHIN;
  while (Date.now() < deadline) {
    signal.throwIfAborted();
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
    if (response?.ok) return;
    if ((await Promise.race([ended, sleep(200)])) === 'ended') throw new Error('npm start ended before it was ready');
  }
  throw new Error(`${url} did not answer within ${READY_WITHIN / 1000} s`);
}

interface Call {
  readonly method?: string;
  readonly json?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request that has to be answered with a status. */
async function expect(
  status: number,
  url: string,
  { method = 'GET', json, headers = {} }: Call = {},
): Promise<Response> {
  const body = json === undefined ? {} : { body: JSON.stringify(json) };
  const type = json === undefined ? {} : { 'Content-Type': 'application/json' };
  const response = await fetch(url, {
    method,
    ...body,
    headers: { ...type, ...headers },
    signal: AbortSignal.timeout(20_000),
  });
  if (response.status === status) return response;
  throw new Error(`${method} ${new URL(url).pathname}: ${response.status} and not ${status}: ${await response.text()}`);
}

/** Register, sign in, write, list, sign out. */
async function visit(api: string): Promise<void> {
  const at = (path: string): string => `${api}/api/v1${path}`;
  const json = { email: `v${randomUUID().slice(0, 13)}@example.com`, password: 'correct horse battery staple' };
  await expect(401, at('/notes'));
  await expect(201, at('/auth/register'), { method: 'POST', json });
  const signedIn = await expect(200, at('/auth/login'), { method: 'POST', json });
  const { access_token: token } = (await signedIn.json()) as { readonly access_token: string };
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
  const headers = { Authorization: `Bearer ${token}` };
  const title = `Verified ${randomUUID()}`;
  await expect(201, at('/notes'), { method: 'POST', json: { title }, headers });
  const list = (await (await expect(200, at('/notes'), { headers })).json()) as {
    readonly items: readonly { readonly title: string }[];
  };
  if (list.items[0]?.title !== title)
    throw new Error(`the list does not hold the note that was written: ${JSON.stringify(list)}`);
  await expect(204, at('/auth/logout'), { method: 'POST', headers: { Cookie: cookie } });
  await expect(401, at('/auth/refresh'), { method: 'POST', headers: { Cookie: cookie } });
}

/** The page is there, and hands its API calls on. */
async function visitPage(page: string, end: Promise<unknown>, signal: AbortSignal): Promise<void> {
  const url = page.replace('127.0.0.1', 'localhost');
  await answers(`${url}/`, end, signal);
  await expect(401, `${url}/api/v1/notes`);
}

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    }),
  );
}
