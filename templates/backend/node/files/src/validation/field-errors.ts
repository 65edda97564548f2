// Ajv's findings in the words of the API: a pointer, one of nine codes, a message.
import type { FastifySchemaValidationError } from 'fastify';
import type { ErrorCode, FieldError } from '../schemas/problems.ts';

type Finding = FastifySchemaValidationError & { readonly data?: unknown };

const CODES: Record<string, ErrorCode> = {
  required: 'required',
  type: 'type',
  minLength: 'too_short',
  maxLength: 'too_long',
  minimum: 'too_small',
  maximum: 'too_large',
  pattern: 'format',
  format: 'format',
  enum: 'enum',
};

const SOURCES: Record<string, string> = { querystring: 'query', params: 'path' };

const MISSING_BODY: FieldError = { pointer: '', code: 'required', message: 'must be there' };

/** One for each failing field. `context` is the part of the request that was looked at. */
export function fieldErrors(findings: Finding[], context: string, body: unknown): FieldError[] {
  if (context === 'body' && body === undefined) return [MISSING_BODY];
  const first = new Map<string, FieldError>();
  for (const finding of findings) {
    const pointer = pointerOf(finding, context);
    // Of a field that may be null Ajv also says that it is not null: the first finding says more.
    if (!first.has(pointer)) first.set(pointer, { pointer, ...describe(finding) });
  }
  return [...first.values()];
}

function pointerOf({ keyword, instancePath, params }: Finding, context: string): string {
  const missing = keyword === 'required' ? `/${escape(String(params.missingProperty))}` : '';
  const pointer = instancePath + missing;
  const source = SOURCES[context];
  return source === undefined ? pointer : `${source}:${pointer.slice(1)}`;
}

function describe({
  keyword,
  data,
  message = 'is not valid',
}: Finding): Omit<FieldError, 'pointer'> {
  if (keyword === 'type' && data === null) return { code: 'not_null', message: 'must not be null' };
  return { code: CODES[keyword] ?? 'type', message };
}

const escape = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
