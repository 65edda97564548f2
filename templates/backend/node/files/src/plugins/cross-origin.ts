// CORS with credentials, for the origins that are listed.
import cors, { type FastifyCorsOptions } from '@fastify/cors';
import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { ProblemError } from '../problems.ts';

interface Options {
  readonly origins: readonly string[];
}

export const crossOrigin = fp<Options>((app, { origins }, done) => {
  app.addHook('onRequest', (request, _reply, next) => {
    const refused = isPreflight(request) && !origins.includes(request.headers.origin ?? '');
    next(
      refused ? new ProblemError(403, 'This origin is not allowed.', { slug: 'cors' }) : undefined,
    );
  });
  const options = {
    origin: [...origins],
    credentials: true,
    methods: ['GET', 'POST', 'PATCH', 'DELETE'],
    allowedHeaders: ['Authorization', 'Content-Type', 'X-Request-ID'],
    exposedHeaders: ['X-Request-ID', 'Retry-After'],
    maxAge: 600,
  };
  app.register(cors, {
    delegator: (
      request: FastifyRequest,
      ready: (error: null, options: FastifyCorsOptions) => void,
    ) => {
      // An OPTIONS that asks for nothing of CORS is a request like others.
      ready(null, isPreflight(request) ? options : { ...options, preflight: false });
    },
  });
  done();
});

const isPreflight = ({ method, headers }: FastifyRequest): boolean =>
  method === 'OPTIONS' &&
  headers.origin !== undefined &&
  headers['access-control-request-method'] !== undefined;
