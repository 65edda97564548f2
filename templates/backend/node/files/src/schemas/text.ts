// The kinds of text that come in, and what all lists have in common.
import { Type, type TSchemaOptions } from 'typebox';

const NO_NUL = '^[^\\x00]*$';
const HOST_LABEL = '[A-Za-z0-9]([A-Za-z0-9\\-]{0,61}[A-Za-z0-9])?';
const MAILBOX = '[A-Za-z0-9_%+\\-]+(\\.[A-Za-z0-9_%+\\-]+)*';
const EMAIL = `^${MAILBOX}@${HOST_LABEL}(\\.${HOST_LABEL})+$`;

/** Text that a client sends. */
export const text = (options: TSchemaOptions & { minLength?: number; maxLength: number }) =>
  Type.String({ ...options, pattern: NO_NUL });

export const Email = Type.String({ minLength: 6, maxLength: 254, pattern: EMAIL });
export const NewPassword = text({ minLength: 8, maxLength: 128 });
export const GivenPassword = text({ minLength: 1, maxLength: 128 });

export const Uuid = Type.String({ format: 'uuid' });
export const Timestamp = Type.String({ format: 'date-time' });

export const Limit = Type.Integer({ minimum: 1, maximum: 100, default: 20 });
export const Offset = Type.Integer({ minimum: 0, maximum: 1_000_000, default: 0 });

export const nullable = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()]);
