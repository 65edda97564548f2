import type { Note, NoteStatus } from '../api/types.ts';
import { textOf, textOrNull } from '../forms/fields.ts';
import { STATUSES } from './list-state.ts';

/** What of a note its form edits. */
export type NoteContent = Pick<Note, 'title' | 'body' | 'status'>;

export const blankNote: NoteContent = { title: '', body: null, status: 'draft' };

export const contentOf = (values: FormData): NoteContent => ({
  title: textOf(values, 'title'),
  body: textOrNull(values, 'body'),
  status: statusOf(textOf(values, 'status')),
});

const statusOf = (text: string): NoteStatus =>
  STATUSES.find((status) => status === text) ?? blankNote.status;
