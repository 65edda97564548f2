// Every field of every input, made from the contract's document: what it takes, and pointer and code of what it doesn't.
import { beforeAll, describe, expect, test } from 'vitest';
import { bodySchema, operations, withoutNull, type Schema } from './support/document.ts';
import { freshEmail, newPerson, PASSWORD, type Person } from './support/people.ts';
import type { FieldError, Note } from './support/types.ts';
import { useService } from './support/use-service.ts';

const { api } = useService();
let person: Person;
let note: Note;
beforeAll(async () => {
  person = await newPerson(api);
  note = (await api.expect(201, 'POST', '/api/v1/notes', { json: { title: 'target' }, token: person.token })).note();
});

interface Case {
  readonly name: string;
  readonly value: unknown;
  readonly codes: readonly string[];
}

/** An input that is right but for what a test changes. `current_password` is wrong: nobody's password is changed here. */
const valid = (operationId: string): Record<string, unknown> =>
  ({
    registerUser: { email: freshEmail(), password: PASSWORD, display_name: 'Ada' },
    loginUser: { email: freshEmail(), password: PASSWORD },
    changePassword: { current_password: 'not the password', new_password: 'another password' },
    updateMe: { display_name: 'Ada' },
    createNote: { title: 'A title', body: 'Text', status: 'draft' },
    updateNote: { title: 'A title', body: 'Text', status: 'draft' },
  })[operationId] ?? {};

const isEmail = (name: string): boolean => name === 'email';

/** An address of exactly so many characters. */
function emailOf(length: number): string {
  const domain = `@${'d'.repeat(60)}.example`;
  return length < 80 ? `${'a'.repeat(length - 4)}@b.c` : `${'a'.repeat(length - domain.length)}${domain}`;
}

const without = (name: string, input: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(input).filter(([key]) => key !== name));

const textOf = (name: string, length: number): string => (isEmail(name) ? emailOf(length) : 'x'.repeat(length));

function refusedBy(name: string, property: Schema): Case[] {
  const { schema, nullable } = withoutNull(property);
  const wrong = schema.enum ? ['type', 'enum'] : ['type'];
  return [
    ...[5, 0, 1.5, true, false, [], ['x'], {}, { a: 1 }].map((value) => ({
      name: JSON.stringify(value),
      value,
      codes: wrong,
    })),
    ...(nullable ? [] : [{ name: 'null', value: null, codes: ['not_null'] }]),
    ...(schema.minLength
      ? [{ name: 'one character too few', value: textOf(name, schema.minLength - 1), codes: ['too_short'] }]
      : []),
    ...(schema.maxLength
      ? [{ name: 'one character too many', value: textOf(name, schema.maxLength + 1), codes: ['too_long'] }]
      : []),
    ...(schema.maxLength && !isEmail(name)
      ? [{ name: 'one emoji too many', value: '😀'.repeat(schema.maxLength + 1), codes: ['too_long'] }]
      : []),
    ...(schema.pattern && !isEmail(name)
      ? ['\0abcdefgh', 'abcd\0efgh', 'abcdefgh\0'].map((value) => ({
          name: JSON.stringify(value),
          value,
          codes: ['format'],
        }))
      : []),
    ...(schema.enum
      ? ['nonsense', '', 'DRAFT', ' draft'].map((value) => ({ name: JSON.stringify(value), value, codes: ['enum'] }))
      : []),
    ...(isEmail(name) ? badEmails.map((value) => ({ name: JSON.stringify(value), value, codes: ['format'] })) : []),
  ];
}

const badEmails = [
  ...[
    'plainaddress',
    '@example.com',
    'ada@example',
    'ada@@example.com',
    'ada@example..com',
    '.ada@example.com',
    'ada.@example.com',
    'a..b@example.com',
  ],
  ...[
    'ada @example.com',
    ' ada@example.com',
    'ada@example.com ',
    'ada@example.com\n',
    'ada@example.com\r\n',
    'ada@-example.com',
    'ada@example-.com',
    'ada@exa_mple.com',
  ],
  ...[
    'ada@example.com\0',
    'ädä@example.com',
    'ada@exämple.com',
    '"ada"@example.com',
    'ada@[127.0.0.1]',
    'ada@example.com.',
    `ada@${'d'.repeat(64)}.com`,
    "o'hara@example.com",
  ],
];

function acceptedBy(name: string, property: Schema): Case[] {
  const { schema, nullable } = withoutNull(property);
  const lengths = [schema.minLength ?? 0, schema.maxLength ?? 0].filter(
    (length) => schema.maxLength && (length > 0 || !schema.minLength),
  );
  return [
    ...lengths.map((length) => ({ name: `${length} characters`, value: textOf(name, length), codes: [] })),
    ...(schema.maxLength && !isEmail(name)
      ? [{ name: `${schema.maxLength} emoji`, value: '😀'.repeat(schema.maxLength), codes: [] }]
      : []),
    ...(isEmail(name)
      ? ['a+b%c-d_e@x-1.example.co', 'A.B@EXAMPLE.COM', '1@2.33'].map((value) => ({ name: value, value, codes: [] }))
      : []),
    ...(schema.enum ?? []).map((value) => ({ name: value, value, codes: [] })),
    ...(nullable ? [{ name: 'null', value: null, codes: [] }] : []),
  ];
}

const codesAt = (errors: readonly FieldError[], pointer: string): string[] =>
  errors.filter((error) => error.pointer === pointer).map(({ code }) => code);
const path = (template: string): string => template.replace('{note_id}', note.id);
const inputs = operations.flatMap((operation) => {
  const schema = bodySchema(operation);
  return schema ? [{ ...operation, schema, properties: Object.entries(schema.properties ?? {}) }] : [];
});

describe.each(inputs)('$operationId', ({ operationId, method, path: template, schema, properties }) => {
  const send = (json: unknown, status: number): ReturnType<typeof api> =>
    api.expect(status, method, path(template), { json, token: person.token });

  describe.each(properties)('%s', (name, property) => {
    test.each(refusedBy(name, property))('refuses $name', async ({ value, codes }) => {
      const errors = (await send({ ...valid(operationId), [name]: value }, 422)).errors();
      expect([...new Set(errors.map(({ pointer }) => pointer))]).toEqual([`/${name}`]);
      expect(
        codesAt(errors, `/${name}`).some((code) => codes.includes(code)),
        JSON.stringify(errors),
      ).toBe(true);
    });

    test.each(acceptedBy(name, property))('takes $name', async ({ value }) => {
      const answer = await api(method, path(template), {
        json: { ...valid(operationId), [name]: value },
        token: person.token,
      });
      expect([200, 201, 401, 403, 409], answer.text).toContain(answer.status);
    });

    if (schema.required?.includes(name)) {
      test('must be there', async () => {
        const errors = (await send(without(name, valid(operationId)), 422)).errors();
        expect(errors).toEqual([expect.objectContaining({ pointer: `/${name}`, code: 'required' })]);
      });
    } else {
      test('may be left out', async () => {
        const json = without(name, valid(operationId));
        expect((await api(method, path(template), { json, token: person.token })).status).toBeLessThan(300);
      });
    }
  });

  test('names all failing fields at once', async () => {
    const wrong = Object.fromEntries(properties.map(([name]) => [name, 5]));
    const pointers = (await send(wrong, 422)).errors().map(({ pointer }) => pointer);
    expect([...new Set(pointers)].sort()).toEqual(properties.map(([name]) => `/${name}`).sort());
  });

  test('names all missing fields at once', async () => {
    const required = schema.required ?? [];
    const answer = await send({}, required.length > 0 ? 422 : 200);
    const pointers = answer.errors().map(({ pointer }) => pointer);
    expect(pointers.sort()).toEqual(required.map((name) => `/${name}`).sort());
  });

  test('ignores unknown fields', async () => {
    const body = `{"unknown": 1, "__proto__": {"x": 1}, "constructor": null, ${JSON.stringify(valid(operationId)).slice(1)}`;
    const answer = await api(method, path(template), { body, token: person.token });
    expect([200, 201, 401, 403], answer.text).toContain(answer.status);
  });
});

const queries = operations.flatMap((operation) =>
  (operation.parameters ?? [])
    .filter((parameter) => parameter.in === 'query')
    .map((parameter) => ({ ...parameter, ...{ path: operation.path, id: operation.operationId } })),
);

describe.each(queries.filter(({ id }) => id === 'listNotes'))(
  'listNotes, the query $name',
  ({ name, path: template, schema: property }) => {
    const { schema } = withoutNull(property);
    const number = schema.type === 'integer';
    const refused: Case[] = [
      ...(number
        ? ['abc', '1.5', '1e1', '0x10', 'null', 'true', '１'].map((value) => ({ name: value, value, codes: ['type'] }))
        : []),
      ...(schema.minimum === undefined
        ? []
        : [{ name: 'one too small', value: schema.minimum - 1, codes: ['too_small'] }]),
      ...(schema.maximum === undefined
        ? []
        : [{ name: 'one too large', value: schema.maximum + 1, codes: ['too_large'] }]),
      ...(schema.maximum === undefined
        ? []
        : [{ name: 'far too large', value: '9'.repeat(30), codes: ['too_large', 'type'] }]),
      ...(schema.maxLength
        ? [{ name: 'one character too many', value: 'x'.repeat(schema.maxLength + 1), codes: ['too_long'] }]
        : []),
      ...(schema.pattern ? [{ name: 'a NUL', value: 'a\0b', codes: ['format'] }] : []),
      ...(schema.enum
        ? ['nonsense', 'DRAFT', '--title', 'id'].map((value) => ({ name: value, value, codes: ['enum'] }))
        : []),
    ];

    test.each(refused)('refuses $name', async ({ value, codes }) => {
      const answer = await api.expect(422, 'GET', `${template}?${name}=${encodeURIComponent(String(value))}`, {
        token: person.token,
      });
      expect(answer.errors().map(({ pointer }) => pointer)).toEqual([`query:${name}`]);
      expect(codes).toContain(answer.errors()[0]?.code);
    });

    const accepted = [
      schema.minimum,
      schema.maximum,
      ...(schema.enum ?? []),
      ...(schema.maxLength ? ['', 'x'.repeat(schema.maxLength), '😀'.repeat(schema.maxLength)] : []),
    ];
    test.each(accepted.filter((value) => value !== undefined))('takes %j', async (value) => {
      await api.expect(200, 'GET', `${template}?${name}=${encodeURIComponent(String(value))}`, { token: person.token });
    });
  },
);

test('all failing parameters are named at once', async () => {
  const answer = await api.expect(422, 'GET', '/api/v1/notes?limit=0&offset=-1&status=x&sort=y&q=%00', {
    token: person.token,
  });
  const pointers = answer.errors().map(({ pointer }) => pointer);
  expect([...new Set(pointers)].sort()).toEqual([
    'query:limit',
    'query:offset',
    'query:q',
    'query:sort',
    'query:status',
  ]);
});

describe.each(['GET', 'PATCH', 'DELETE'])('%s of a note', (method) => {
  test.each([
    'abc',
    '1',
    '6f1d3c8e-1b1a-4a8e-9d55-2f0c7a0e4b1',
    '6f1d3c8e-1b1a-4a8e-9d55-2f0c7a0e4b1g',
    '%00',
    "'%20OR%201=1",
  ])('%s as its id is 422', async (id) => {
    const answer = await api.expect(422, method, `/api/v1/notes/${id}`, {
      token: person.token,
      ...(method === 'PATCH' && { json: { title: 'x' } }),
    });
    expect(answer.errors().map(({ pointer, code }) => ({ pointer, code }))).toEqual([
      { pointer: 'path:note_id', code: 'format' },
    ]);
  });
});

test('path and body are both looked at', async () => {
  const answer = await api.expect(422, 'PATCH', '/api/v1/notes/abc', { token: person.token, json: { title: '' } });
  expect(answer.errors().map(({ pointer }) => pointer)).toContain('path:note_id');
});
