import { answerOf, api } from '../api/client.ts';
import { isProblem } from '../api/errors.ts';
import type { Note, NoteCreate, NotePage, NoteUpdate } from '../api/types.ts';
import { toQuery, type ListState } from './list-state.ts';

const at = (id: string) => ({ path: { note_id: id } });

export const listNotes = (state: ListState, signal?: AbortSignal): Promise<NotePage> =>
  answerOf(
    api.GET('/api/v1/notes', { params: { query: toQuery(state) }, ...(signal && { signal }) }),
  );

export const getNote = (id: string, signal?: AbortSignal): Promise<Note> =>
  answerOf(api.GET('/api/v1/notes/{note_id}', { params: at(id), ...(signal && { signal }) }));

export const createNote = (note: NoteCreate): Promise<Note> =>
  answerOf(api.POST('/api/v1/notes', { body: note }));

export const updateNote = (id: string, change: NoteUpdate): Promise<Note> =>
  answerOf(api.PATCH('/api/v1/notes/{note_id}', { params: at(id), body: change }));

/** A note that is gone already counts as deleted. */
export async function deleteNote(id: string): Promise<void> {
  try {
    await answerOf(api.DELETE('/api/v1/notes/{note_id}', { params: at(id) }));
  } catch (error) {
    if (!isProblem(error, 404)) throw error;
  }
}
