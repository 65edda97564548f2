import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { isProblem } from '../api/errors.ts';
import type { Note } from '../api/types.ts';
import { DeleteNoteButton } from '../components/DeleteNoteButton.tsx';
import { EmptyState } from '../components/EmptyState.tsx';
import { ErrorState } from '../components/ErrorState.tsx';
import { NoteEditor } from '../components/NoteEditor.tsx';
import { PageHeading } from '../components/PageHeading.tsx';
import { Skeleton } from '../components/Skeleton.tsx';
import { showToast } from '../lib/toasts.ts';
import { messages } from '../messages.ts';
import { lastList } from '../notes/last-list.ts';
import type { NoteContent } from '../notes/note-content.ts';
import { updateNote } from '../notes/notes-api.ts';
import { noteQuery, noteWasSaved } from '../notes/queries.ts';

const route = getRouteApi('/app/notes/$noteId');
const words = messages.editor;

export function EditNotePage() {
  const { noteId } = route.useParams();
  const { data, error, refetch } = useQuery(noteQuery(noteId));
  if (isMissing(error)) return <Missing />;
  return (
    <>
      <div className="page-head">
        <PageHeading>{words.editTitle}</PageHeading>
      </div>
      {data && <Editor key={data.id} note={data} />}
      {!data && error && (
        <ErrorState text={words.failed} error={error} onRetry={() => void refetch()} />
      )}
      {!data && !error && <Skeleton rows={4} />}
    </>
  );
}

/** An address that holds no proper id is as empty as one of a note that is gone. */
const isMissing = (error: unknown): boolean => isProblem(error, 404) || isProblem(error, 422);

function Editor({ note }: { readonly note: Note }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const save = async (content: NoteContent) => {
    noteWasSaved(client, await updateNote(note.id, content));
    showToast(words.saved);
    await navigate({ to: '/notes', search: lastList() });
  };
  return (
    <NoteEditor label={words.editTitle} note={note} onSave={save}>
      <DeleteNoteButton note={note} />
    </NoteEditor>
  );
}

const Missing = () => (
  <EmptyState
    art="blank"
    title={<PageHeading>{words.missing}</PageHeading>}
    hint={words.missingHint}
  >
    <Link to="/notes" className="button">
      {words.back}
    </Link>
  </EmptyState>
);
