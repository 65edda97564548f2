import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { NoteEditor } from '../components/NoteEditor.tsx';
import { PageHeading } from '../components/PageHeading.tsx';
import { showToast } from '../lib/toasts.ts';
import { messages } from '../messages.ts';
import { blankNote, type NoteContent } from '../notes/note-content.ts';
import { createNote } from '../notes/notes-api.ts';
import { noteWasSaved } from '../notes/queries.ts';

const words = messages.editor;

export function NewNotePage() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const save = async (content: NoteContent) => {
    noteWasSaved(client, await createNote(content));
    showToast(words.saved);
    // Without the last search: the new note might not be among what it found.
    await navigate({ to: '/notes' });
  };
  return (
    <>
      <div className="page-head">
        <PageHeading>{words.newTitle}</PageHeading>
      </div>
      <NoteEditor label={words.newTitle} note={blankNote} onSave={save} />
    </>
  );
}
