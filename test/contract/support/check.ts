// What holds for every answer of the service: each test's requests are held to it, whatever the test itself looks at.
import { expect } from 'vitest';
import { faults, operationOf, problemSchema } from './document.ts';
import type { Incoming, Outgoing } from './http.ts';
import type { Problem } from './types.ts';

type Claim = readonly [holds: boolean, what: string];

export function checkAnswer(outgoing: Outgoing, answer: Incoming): void {
  const claims = [
    ...ofHeaders(answer),
    ...(answer.status >= 400 ? ofProblem(outgoing, answer) : ofDocument(outgoing, answer)),
  ];
  const broken = claims.filter(([holds]) => !holds).map(([, what]) => what);
  const where = `${outgoing.method} ${outgoing.path.slice(0, 200)} → ${answer.status} ${answer.text.slice(0, 300)}`;
  expect(broken, where).toEqual([]);
}

const ofHeaders = ({ headers }: Incoming): Claim[] => [
  [headers['x-content-type-options'] === 'nosniff', 'X-Content-Type-Options: nosniff'],
  [headers['x-frame-options'] === 'DENY', 'X-Frame-Options: DENY'],
  [Boolean(headers['content-security-policy']), 'Content-Security-Policy'],
  [Boolean(headers['referrer-policy']), 'Referrer-Policy'],
  [/^[A-Za-z0-9._-]{8,64}$/.test(String(headers['x-request-id'])), 'X-Request-ID'],
];

function ofProblem({ method, path }: Outgoing, { status, headers, text }: Incoming): Claim[] {
  const isProblem = /^application\/problem\+json(;|$)/.test(headers['content-type'] ?? '');
  const challenge: Claim = [
    status !== 401 || /^Bearer\b/.test(headers['www-authenticate'] ?? ''),
    'WWW-Authenticate: Bearer',
  ];
  if (!isProblem || method === 'HEAD') return [[isProblem, 'application/problem+json'], challenge];
  const problem = parsed(text) as Problem | undefined;
  return [
    challenge,
    ...faults(problemSchema, problem).map((fault): Claim => [false, fault]),
    [/^urn:problem:[a-z]+(-[a-z]+)*$/.test(problem?.type ?? ''), 'type: urn:problem:…'],
    [problem?.status === status, 'status: the same as of the answer'],
    [isPath(problem?.instance, path), 'instance: the path'],
    [problem?.request_id === headers['x-request-id'], 'request_id: the same as X-Request-ID'],
    [status !== 422 || (problem?.errors?.length ?? 0) > 0, 'errors of a 422'],
  ];
}

function ofDocument({ method, path }: Outgoing, { status, headers, text }: Incoming): Claim[] {
  const response = operationOf(method, path)?.responses[status];
  if (!response) return [];
  if (!response.content) return [[text === '', 'no body']];
  const schema = response.content['application/json']?.schema;
  if (!schema) return [];
  const isJson = /^application\/json(;|$)/.test(headers['content-type'] ?? '');
  return [[isJson, 'application/json'], ...faults(schema, parsed(text)).map((fault): Claim => [false, fault])];
}

// As it was sent, or decoded: WSGI hands on nothing else.
function isPath(instance: string | undefined, target: string): boolean {
  const path = target.split('?')[0] ?? '';
  return instance === path || instance === decoded(path);
}

function decoded(path: string): string {
  const bytes = path.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
