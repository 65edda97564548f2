import { Type } from 'typebox';

export const Health = Type.Object({ status: Type.String() }, { $id: 'Health' });

export const Readiness = Type.Object(
  {
    status: Type.String(),
    checks: Type.Unsafe<Record<string, string>>({
      type: 'object',
      additionalProperties: { type: 'string' },
    }),
  },
  { $id: 'Readiness' },
);
