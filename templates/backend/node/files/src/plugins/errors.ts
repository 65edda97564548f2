// Everything that goes wrong becomes a problem, outside the routes too.
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { internal, malformedJson, PROBLEM_TYPE, ProblemError, problemOf } from '../problems.ts';
import { fieldErrors } from '../validation/field-errors.ts';

const TOO_LARGE = 'A body may have at most 1048576 bytes.';

export const errors = fp((app, _options, done) => {
  app.setErrorHandler<FastifyError | ProblemError>((error, request, reply) => {
    const problem = asProblem(error, request);
    if (problem.status >= 500 && !(error instanceof ProblemError)) {
      request.log.error(error, 'unexpected error');
    }
    return sendProblem(problem, request, reply);
  });
  done();
});

export function sendProblem(
  problem: ProblemError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  return reply
    .code(problem.status)
    .headers(problem.headers)
    .type(PROBLEM_TYPE)
    .send(problemOf(problem, pathOf(request), request.id));
}

const pathOf = ({ url }: FastifyRequest): string => url.split('?', 1)[0] ?? '';

function asProblem(error: FastifyError | ProblemError, request: FastifyRequest): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error.validation) {
    const errors = fieldErrors(error.validation, error.validationContext ?? 'body', request.body);
    return new ProblemError(422, 'The request does not fit the schema.', { errors });
  }
  if (error.code === 'FST_ERR_CTP_INVALID_JSON_BODY') return malformedJson();
  if (error.statusCode === 413) return new ProblemError(413, TOO_LARGE);
  if (error.statusCode === 415) return new ProblemError(415, 'Send the body as application/json.');
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return new ProblemError(400, 'The request is not valid.');
  }
  return internal();
}
