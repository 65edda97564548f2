import type { FieldError, Problem } from './types.ts';

/** The server could not be asked, or something that is not the API answered for it. */
export class UnreachableError extends Error {
  override name = 'UnreachableError';
}

/** The API answered that it did not do what was asked. */
export class ProblemError extends Error {
  override name = 'ProblemError';
  readonly problem: Problem;
  /** Seconds after which another try is welcome, where the API says so. */
  readonly retryAfter: number | undefined;

  constructor(problem: Problem, retryAfter?: number) {
    super(problem.detail);
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  get status(): number {
    return this.problem.status;
  }

  get fields(): readonly FieldError[] {
    return this.problem.errors ?? [];
  }

  is(kind: string): boolean {
    return this.problem.type === `urn:problem:${kind}`;
  }
}

export const isProblem = (error: unknown, status?: number): error is ProblemError =>
  error instanceof ProblemError && (status === undefined || error.status === status);

/** The error that an answer stands for. */
export async function problemOf(response: Response): Promise<ProblemError> {
  return toProblem(await response.json(), response);
}

export function toProblem(body: unknown, response: Response): ProblemError {
  const seconds = Number(response.headers.get('Retry-After') ?? NaN);
  return new ProblemError(body as Problem, Number.isFinite(seconds) ? seconds : undefined);
}
