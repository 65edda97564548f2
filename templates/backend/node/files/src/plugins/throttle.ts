// How often one may try to sign in: counted for each address with its account, and for the address alone.
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import type { RateLimit } from '../config.ts';
import { ProblemError } from '../problems.ts';

const ADDRESS_FACTOR = 10;
const COUNTERS = 100_000;

declare module 'fastify' {
  interface FastifyInstance {
    /** Counts a try, or refuses it. To be called once the body is known to be valid: a 422 is no try. */
    throttle: (request: FastifyRequest, account: string | undefined) => Promise<void>;
  }
  interface FastifyRequest {
    account: string;
  }
}

export const throttle = fp<{ limit: RateLimit | undefined }>(async (app, { limit }) => {
  await app.register(rateLimit, { global: false, cache: COUNTERS });
  app.decorateRequest('account', '');
  if (limit === undefined) {
    app.decorate('throttle', () => Promise.resolve());
    return;
  }
  const timeWindow = limit.seconds * 1000;
  const pair = app.createRateLimit({
    max: limit.max,
    timeWindow,
    keyGenerator: ({ ip, account }) => `${ip} ${account}`,
  });
  const address = app.createRateLimit({ max: limit.max * ADDRESS_FACTOR, timeWindow });
  app.decorate('throttle', async (request, account) => {
    if (account !== undefined) {
      request.account = account;
      refuseExceeding(await pair(request));
    }
    refuseExceeding(await address(request));
  });
});

type Outcome = Awaited<ReturnType<ReturnType<FastifyInstance['createRateLimit']>>>;

function refuseExceeding(outcome: Outcome): void {
  if (outcome.isAllowed || !outcome.isExceeded) return;
  const seconds = Math.max(1, outcome.ttlInSeconds);
  const headers = { 'retry-after': String(seconds) };
  throw new ProblemError(429, `Too many tries. Wait ${seconds} seconds.`, { headers });
}
