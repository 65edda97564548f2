// How requests are held to their schemas: by Ajv, which names every failing field and changes no type.
import { Ajv } from 'ajv';
import type { FastifySchemaCompiler, FastifySchemaValidationError } from 'fastify';
import type { TSchema } from 'typebox';
import { namedSchemas } from '../schemas/index.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const INTEGER = /^[+-]?\d+$/;

/** A pattern that no text with half a surrogate pair fits: it could not be stored as UTF-8. */
class TextPattern extends RegExp {
  override test(text: string): boolean {
    return text.isWellFormed() && super.test(text);
  }
}

const regExp = Object.assign(
  (pattern: string, flags: string) => new TextPattern(pattern, flags),
  { code: 'new TextPattern' }, // for Ajv's standalone mode only
);

// `verbose` puts the failing value into a finding: only it tells a null from other wrong types.
const ajv = new Ajv({ allErrors: true, useDefaults: true, verbose: true, code: { regExp } });
ajv.addFormat('uuid', UUID);
ajv.addSchema(namedSchemas);

export const validatorCompiler: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const validate = ajv.compile(schema);
  if (httpPart !== 'querystring') return validate;
  const names = integersOf(schema);
  return (query: Record<string, unknown>) => {
    readIntegers(query, names);
    return validate(query) ? { value: query } : { error: validate.errors ?? [] };
  };
};

/** What is wrong with a value, by the schema of that name. */
export function findingsOf(name: string, value: unknown): FastifySchemaValidationError[] {
  ajv.validate(name, value);
  return ajv.errors ?? [];
}

/** The names of a query's whole numbers. */
function integersOf(schema: TSchema): string[] {
  const { properties = {} } = schema as { properties?: Record<string, { type?: string }> };
  return Object.keys(properties).filter((name) => properties[name]?.type === 'integer');
}

/** A query is all text. Ajv's own coercion would also take `1e1` and `0x10`. */
function readIntegers(query: Record<string, unknown>, names: readonly string[]): void {
  for (const name of names) {
    const value = query[name];
    if (typeof value === 'string' && INTEGER.test(value)) query[name] = Number(value);
  }
}
