// What is seen of a request from outside: its id, its line in the log, its place in the metrics.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import fp from 'fastify-plugin';
import { createMetrics, type Metrics } from '../metrics.ts';

const ACCEPTED_ID = /^[A-Za-z0-9._-]{8,64}$/;
const CLIENT_GONE = 499;

export const UNMATCHED = 'unmatched';

declare module 'fastify' {
  interface FastifyInstance {
    metrics: Metrics;
    /** Writes a request's line and counts it. */
    record: (request: FastifyRequest, reply: FastifyReply) => void;
  }
  interface FastifyRequest {
    /** The route as the document has it; never the path, so that the series stay few. */
    pattern: string;
  }
  interface FastifyContextConfig {
    pattern?: string;
  }
}

export function requestId({ headers }: IncomingMessage): string {
  const given = headers['x-request-id'];
  const accepted = typeof given === 'string' && ACCEPTED_ID.test(given);
  // Node keeps random bytes in store for UUIDs; randomBytes asks the system for them each time.
  return accepted ? given : randomUUID().replaceAll('-', '');
}

export const observation = fp((app, _options, done) => {
  const metrics = createMetrics();
  app.decorate('metrics', metrics);
  app.decorate('record', (request, reply) => {
    const { method, pattern: route } = request;
    const status = reply.raw.headersSent ? reply.statusCode : CLIENT_GONE;
    const milliseconds = reply.elapsedTime;
    metrics.record(method, route, status, milliseconds / 1000);
    const duration_ms = Math.round(milliseconds * 100) / 100;
    request.log.info({ logger: 'app.requests', method, route, status, duration_ms }, 'request');
  });
  app.decorateRequest('pattern', UNMATCHED);
  app.addHook('onRoute', (route) => {
    if (route.schema?.hide !== true)
      route.config = { ...route.config, pattern: patternOf(route.url) };
  });
  app.addHook('onRequest', (request, reply, next) => {
    request.pattern = request.routeOptions.config.pattern ?? UNMATCHED;
    reply.header('x-request-id', request.id);
    next();
  });
  app.addHook('onResponse', (request, reply, next) => {
    app.record(request, reply);
    next();
  });
  done();
});

/** `/notes/:note_id([^/]+)` is `/notes/{note_id}` in the document. */
export const patternOf = (url: string): string =>
  url.replace(/:(\w+)(?:\([^)]*\))?/g, (_match, name: string) => `{${name}}`);
