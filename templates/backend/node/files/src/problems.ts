// Errors as RFC 9457 problems: every answer that is not a success has this form.
import { STATUS_CODES } from 'node:http';
import type { FieldError, Problem } from './schemas/problems.ts';

export const PROBLEM_TYPE = 'application/problem+json';

// RFC 9110's names; Node still uses the older ones.
const TITLES: Record<number, string> = { 413: 'Content Too Large', 422: 'Unprocessable Content' };

const SLUGS: Record<number, string> = {
  400: 'bad-request',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'content-too-large',
  415: 'unsupported-media-type',
  422: 'validation',
  429: 'rate-limited',
  500: 'internal',
  503: 'unavailable',
};

interface Details {
  readonly slug?: string;
  readonly headers?: Record<string, string>;
  readonly errors?: FieldError[];
}

/** What is thrown to answer with a problem. */
export class ProblemError extends Error {
  readonly status: number;
  readonly slug: string;
  readonly headers: Record<string, string>;
  readonly errors: FieldError[] | undefined;

  constructor(status: number, detail: string, { slug, headers = {}, errors }: Details = {}) {
    super(detail);
    this.status = status;
    this.slug = slug ?? SLUGS[status] ?? 'error';
    this.headers = headers;
    this.errors = errors;
  }
}

export const unauthorized = (detail = 'Sign in first.'): ProblemError =>
  new ProblemError(401, detail, { headers: { 'www-authenticate': 'Bearer' } });

export const notFound = (what: string): ProblemError =>
  new ProblemError(404, `There is no such ${what}.`);

export const malformedJson = (): ProblemError =>
  new ProblemError(400, 'The body is not valid JSON.', { slug: 'malformed-json' });

export const internal = (): ProblemError =>
  new ProblemError(500, 'Something went wrong on our side.');

/** The body of the answer to the request of that path and id. */
export function problemOf(error: ProblemError, path: string, requestId: string): Problem {
  return {
    type: `urn:problem:${error.slug}`,
    title: TITLES[error.status] ?? STATUS_CODES[error.status] ?? 'Error',
    status: error.status,
    detail: error.message,
    instance: path,
    request_id: requestId,
    ...(error.errors && { errors: error.errors }),
  };
}
