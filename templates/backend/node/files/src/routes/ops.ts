import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { ProblemError } from '../problems.ts';
import { Health, Readiness } from '../schemas/ops.ts';
import { problems } from '../schemas/problems.ts';
import { reference } from '../schemas/reference.ts';

const tags = ['ops'];

/** Health, readiness and metrics for the platform, and the document. */
export const opsRoutes: FastifyPluginCallbackTypebox = (app, _options, done) => {
  const health = { tags, operationId: 'getHealth', response: { 200: reference(Health) } };
  app.get('/healthz', { schema: health }, () => ({ status: 'ok' }));

  const readiness = {
    tags,
    operationId: 'getReadiness',
    response: { 200: reference(Readiness), ...problems(503) },
  };
  app.get('/readyz', { schema: readiness }, async () => {
    if (!(await app.databaseAnswers())) {
      throw new ProblemError(503, 'The check of the database failed.');
    }
    return { status: 'ok', checks: { database: 'ok' } };
  });

  const metrics = {
    tags,
    operationId: 'getMetrics',
    response: { 200: { content: { 'text/plain': { schema: Type.String() } } } },
  };
  app.get('/metrics', { schema: metrics }, async (_request, reply) => {
    return reply.type(app.metrics.contentType).send(await app.metrics.text());
  });

  app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger());
  done();
};
