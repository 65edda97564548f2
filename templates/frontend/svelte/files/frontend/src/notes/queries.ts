import { keepPreviousData, queryOptions, type QueryClient } from '@tanstack/svelte-query';
import type { Note, NotePage } from '../api/types.ts';
import type { ListState } from './list-state.ts';
import { getNote, listNotes } from './notes-api.ts';

const LISTS = ['notes'] as const;
const noteKey = (id: string) => ['note', id] as const;

export const notesQuery = (state: ListState) =>
  queryOptions({
    queryKey: [...LISTS, state],
    queryFn: ({ signal }) => listNotes(state, signal),
    placeholderData: keepPreviousData,
  });

export const noteQuery = (id: string) =>
  queryOptions({
    queryKey: noteKey(id),
    queryFn: ({ signal }) => getNote(id, signal),
  });

/** After a note was made or changed: the lists show it at once where they had it, and are asked for anew. */
export function noteWasSaved(client: QueryClient, note: Note): void {
  client.setQueryData(noteKey(note.id), note);
  patchLists(client, (items) => items.map((item) => (item.id === note.id ? note : item)));
}

export function noteWasDeleted(client: QueryClient, id: string): void {
  client.removeQueries({ queryKey: noteKey(id) });
  patchLists(client, (items) => items.filter((item) => item.id !== id));
}

function patchLists(client: QueryClient, patch: (items: readonly Note[]) => Note[]): void {
  client.setQueriesData<NotePage>(
    { queryKey: LISTS },
    (page) => page && { ...page, items: patch(page.items) },
  );
  void client.invalidateQueries({ queryKey: LISTS });
}
