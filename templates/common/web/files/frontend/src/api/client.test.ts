import { beforeEach, expect, it } from 'vitest';
import { session } from '../session/index.ts';
import { createNote, listNotes } from '../notes/notes-api.ts';
import { FakeApi, invalid, problem } from '../testing/fake-api.ts';
import { ProblemError } from './errors.ts';

let api: FakeApi;

beforeEach(() => {
  api = new FakeApi().install();
  session.begin(api.openSession());
});

it('repeats a request whose token was refused, with all that it carried', async () => {
  api.access = 'another';
  const note = await createNote({ title: 'Tea', body: 'Green', status: 'draft' });
  expect(note).toMatchObject({ title: 'Tea', body: 'Green' });
  expect(api.calls).toEqual(['POST /notes', 'POST /auth/refresh', 'POST /notes']);
});

it('ends the session where the token cannot be renewed', async () => {
  api.access = api.issued = 'another';
  await expect(listNotes({})).rejects.toThrow(ProblemError);
  expect(session.state.get()).toBe('signed-out');
});

it('names the fields that are wrong', async () => {
  api.plan('POST /notes', invalid(['/title', 'too_long']));
  const error = await createNote({ title: 'x', status: 'draft' }).catch(
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ status: 422, fields: [{ pointer: '/title', code: 'too_long' }] });
});

it('knows when another try is welcome', async () => {
  api.plan('GET /notes', problem(429, 'rate-limited', { headers: { 'Retry-After': '7' } }));
  await expect(listNotes({})).rejects.toMatchObject({ retryAfter: 7 });
});
