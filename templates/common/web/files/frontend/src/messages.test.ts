import { expect, it } from 'vitest';
import { ProblemError, UnreachableError } from './api/errors.ts';
import { errorMessage, fieldMessage, messages } from './messages.ts';

const failed = (status: number) =>
  new ProblemError({
    status,
    type: 'urn:problem:x',
    title: '',
    detail: '',
    instance: '/',
    request_id: 'r',
  });

it('says what is wrong with a field, in its own words where it has some', () => {
  expect(fieldMessage({ pointer: '/title', code: 'too_short', message: '' })).toBe(
    'Give the note a title.',
  );
  expect(fieldMessage({ pointer: '/color', code: 'required', message: '' })).toBe('Fill this in.');
});

it.each([
  [new UnreachableError(), messages.trouble.unreachableForm],
  [failed(429), messages.trouble.rateLimited],
  [failed(422), messages.trouble.invalid],
  [failed(500), messages.trouble.unexpected],
  [new Error('bug'), messages.trouble.unexpected],
])('says what happened: %s', (error, text) => {
  expect(errorMessage(error)).toBe(text);
});
