// The contract's document: what every answer of every test is held to, and what the tests on input are made from.
import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly string[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

interface Parameter {
  readonly name: string;
  readonly in: 'query' | 'path';
  readonly schema: Schema;
}

type Content = Readonly<Record<string, { readonly schema: Schema }>>;

interface OperationObject {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
  readonly security?: readonly Readonly<Record<string, unknown>>[];
}

export interface Operation extends OperationObject {
  readonly method: string;
  readonly path: string;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

export const contractFile = new URL('../../../templates/common/api/files/openapi.json', import.meta.url);
const document = JSON.parse(readFileSync(contractFile, 'utf8')) as Document;

export const operations: readonly Operation[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ ...operation, method: method.toUpperCase(), path })),
);

export const paths: readonly string[] = Object.keys(document.paths);

/** A path of the document with some valid value for its parameters. */
export const filled = (path: string): string => path.replace('{note_id}', '6f1d3c8e-1b1a-4a8e-9d55-2f0c7a0e4b11');

export const needsToken = (operation: Operation): boolean =>
  operation.security?.some((way) => 'bearerAuth' in way) ?? false;

/** The schema of an operation's body, and of whatever it refers to. */
export const bodySchema = (operation: Operation): Schema | undefined => {
  const schema = operation.requestBody?.content['application/json']?.schema;
  return schema && resolved(schema);
};

function resolved(schema: Schema): Schema {
  if (!schema.$ref) return schema;
  const target = document.components.schemas[schema.$ref.split('/').at(-1) ?? ''];
  if (!target) throw new Error(`No ${schema.$ref} in the contract`);
  return target;
}

/** Without its alternative of null: the schema, and whether there was one. */
export function withoutNull(schema: Schema): { schema: Schema; nullable: boolean } {
  const other = schema.anyOf?.find((choice) => choice.type !== 'null');
  return other ? { schema: resolved(other), nullable: true } : { schema: resolved(schema), nullable: false };
}

const matchers = operations.map((operation) => ({
  operation,
  pattern: new RegExp(`^${operation.path.replace('{note_id}', '[^/]+')}$`),
}));

export const operationOf = (method: string, path: string): Operation | undefined =>
  matchers.find(({ operation, pattern }) => operation.method === method && pattern.test(path.split('?')[0] ?? ''))
    ?.operation;

const ajv = new Ajv2020({ strict: false, allErrors: true });
ajv.addFormat('uuid', /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,}Z$/); // UTC, to the millisecond at least
ajv.addSchema(document, 'contract');

const validators = new Map<string, ValidateFunction>();

/** What is wrong with a body, going by the schema of that name or place; nothing when it is right. */
export function faults(schema: Schema, body: unknown): readonly string[] {
  const reference = schema.$ref ? `contract${schema.$ref}` : '';
  const key = reference || JSON.stringify(schema);
  const validate = validators.get(key) ?? ajv.compile(reference ? { $ref: reference } : schema);
  validators.set(key, validate);
  return validate(body) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

export const problemSchema: Schema = { $ref: '#/components/schemas/Problem' };
