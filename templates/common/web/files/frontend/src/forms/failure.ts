import { isProblem, UnreachableError } from '../api/errors.ts';
import type { FieldError } from '../api/types.ts';
import { errorMessage, fieldMessage, messages } from '../messages.ts';

/** What is wrong with a field, by the field's name, which is also its key in what is sent. */
export type FieldErrors = Readonly<Record<string, string>>;

/** What a form says after a try that failed. */
export interface Failure {
  readonly fields?: FieldErrors;
  readonly alert?: string;
  /** Beside what the banner announces already. */
  readonly note?: string;
  readonly retryAfter?: number;
}

/** What an error means for a form that has the fields `names`. */
export function failureOf(error: unknown, names: ReadonlySet<string>): Failure {
  if (error instanceof UnreachableError) return { note: errorMessage(error) };
  if (isProblem(error, 422)) return invalid(error.fields, names);
  const retryAfter = isProblem(error, 429) ? error.retryAfter : undefined;
  return { alert: errorMessage(error), ...(retryAfter !== undefined && { retryAfter }) };
}

function invalid(errors: readonly FieldError[], names: ReadonlySet<string>): Failure {
  const shown = errors.filter(({ pointer }) => names.has(nameOf(pointer)));
  const fields = new Map<string, string>();
  for (const error of shown) {
    const name = nameOf(error.pointer);
    fields.set(name, fields.get(name) ?? fieldMessage(error));
  }
  const all = fields.size > 0 && shown.length === errors.length;
  return { fields: Object.fromEntries(fields), ...(!all && { alert: messages.trouble.invalid }) };
}

const nameOf = (pointer: string): string => pointer.slice(1);

/** A failure without what it said of a field that is being mended. */
export function without(failure: Failure, name: string | null): Failure {
  if (name === null || failure.fields?.[name] === undefined) return failure;
  const rest = Object.entries(failure.fields).filter(([key]) => key !== name);
  return { ...failure, fields: Object.fromEntries(rest) };
}
