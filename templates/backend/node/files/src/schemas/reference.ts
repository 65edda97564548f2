import { Type, type Static, type TObject, type TSchema, type TUnsafe } from 'typebox';

/** A named schema by its name: the document describes it once, under `components`. */
export const reference = <Schema extends TSchema>(
  schema: Schema,
  options: Record<string, unknown> = {},
): TUnsafe<Static<Schema>> => {
  const $ref = `${String((schema as { $id?: unknown }).$id)}#`;
  // Beside `$ref` @fastify/swagger drops all other keywords.
  const hasOptions = Object.keys(options).length > 0;
  return Type.Unsafe<Static<Schema>>(hasOptions ? { allOf: [{ $ref }], ...options } : { $ref });
};

/** A named list of values. */
export const choice = <const Values extends string[]>(
  $id: string,
  values: Values,
): TUnsafe<Values[number]> =>
  Type.Unsafe<Values[number]>({ $id, type: 'string', enum: [...values] });

/** Parameters with defaults: a client may leave out any of them, a handler finds them all. */
export function defaulted<Schema extends TObject>(schema: Schema): TUnsafe<Static<Schema>> {
  const { type, properties } = schema;
  return Type.Unsafe<Static<Schema>>({ type, properties });
}
