import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Note } from '../api/types.ts';
import { toastError } from '../lib/toast-error.ts';
import { showToast } from '../lib/toasts.ts';
import { messages } from '../messages.ts';
import { lastList } from '../notes/last-list.ts';
import { createNote, deleteNote } from '../notes/notes-api.ts';
import { noteWasDeleted, noteWasSaved } from '../notes/queries.ts';

const words = messages.editor;

/** Deletes without a question, as it can be undone. */
export function DeleteNoteButton({ note }: { readonly note: Note }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const deletion = useMutation({
    mutationFn: () => deleteNote(note.id),
    onSuccess: async () => {
      noteWasDeleted(client, note.id);
      showToast(words.deleted, { label: words.undo, run: () => void restore(client, note) });
      await navigate({ to: '/notes', search: lastList() });
    },
    onError: toastError,
  });
  const remove = () => {
    if (!deletion.isPending) deletion.mutate();
  };
  return (
    <button
      type="button"
      className="button button-danger"
      aria-disabled={deletion.isPending}
      onClick={remove}
    >
      {words.delete}
    </button>
  );
}

/** Makes the note again, as it was before; where that fails, it can be tried again. */
async function restore(client: QueryClient, note: Note): Promise<void> {
  const { title, body, status } = note;
  try {
    noteWasSaved(client, await createNote({ title, body, status }));
    showToast(words.restored);
  } catch {
    showToast(words.notRestored, { label: words.undo, run: () => void restore(client, note) });
  }
}
