import { Type, type Static, type TSchema } from 'typebox';
import { PROBLEM_TYPE } from '../problems.ts';
import { choice, reference } from './reference.ts';

export const ErrorCode = choice('ErrorCode', [
  'required',
  'type',
  'too_short',
  'too_long',
  'too_small',
  'too_large',
  'format',
  'enum',
  'not_null',
]);
export type ErrorCode = Static<typeof ErrorCode>;

export const FieldError = Type.Object(
  { pointer: Type.String(), code: reference(ErrorCode), message: Type.String() },
  { $id: 'FieldError' },
);
export type FieldError = Static<typeof FieldError>;

export const Problem = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    instance: Type.String(),
    request_id: Type.String(),
    errors: Type.Optional(Type.Array(reference(FieldError))),
  },
  { $id: 'Problem' },
);
export type Problem = Static<typeof Problem>;

const response = { content: { [PROBLEM_TYPE]: { schema: reference(Problem) } } };

/** The errors that a route answers with, for the document. */
export const problems = <Status extends number>(
  ...statuses: Status[]
): Record<Status, { content: Record<string, { schema: TSchema }> }> =>
  Object.fromEntries(statuses.map((status) => [status, response])) as Record<
    Status,
    typeof response
  >;
