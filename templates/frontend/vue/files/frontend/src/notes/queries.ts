import { defineQueryOptions, useQueryCache } from '@pinia/colada';
import { patiently } from '../api/patiently.ts';
import type { Note, NotePage } from '../api/types.ts';
import type { ListState } from './list-state.ts';
import { getNote, listNotes } from './notes-api.ts';

const LISTS = ['notes'];

export const notesQuery = defineQueryOptions((state: ListState) => ({
  key: [...LISTS, { ...state }],
  query: ({ signal }) => patiently(signal, () => listNotes(state, signal)),
}));

export const noteQuery = defineQueryOptions((id: string) => ({
  key: ['note', id],
  query: ({ signal }) => patiently(signal, () => getNote(id, signal)),
}));

/** Keeps what was loaded true to what was changed. */
export function useNotesCache() {
  const cache = useQueryCache();

  /** After a note was made or changed: the lists show it at once where they had it, and are asked for anew. */
  function noteWasSaved(note: Note): void {
    cache.setQueryData(noteQuery(note.id).key, note);
    patchLists((items) => items.map((item) => (item.id === note.id ? note : item)));
  }

  function noteWasDeleted(id: string): void {
    const entry = cache.get(noteQuery(id).key);
    if (entry) cache.remove(entry);
    patchLists((items) => items.filter((item) => item.id !== id));
  }

  function patchLists(patch: (items: readonly Note[]) => Note[]): void {
    cache.setQueriesData<NotePage | undefined>(
      { key: LISTS, status: 'success' },
      (page) => page && { ...page, items: patch(page.items) },
    );
    // A list that can't be loaded says so itself.
    cache.invalidateQueries({ key: LISTS }).catch(() => undefined);
  }

  return { noteWasSaved, noteWasDeleted };
}
