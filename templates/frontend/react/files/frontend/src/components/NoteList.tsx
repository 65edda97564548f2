import { Link } from '@tanstack/react-router';
import type { Note } from '../api/types.ts';
import { formatDay } from '../lib/dates.ts';
import { messages } from '../messages.ts';
import { StatusBadge } from './StatusBadge.tsx';

export function NoteList({ notes }: { readonly notes: readonly Note[] }) {
  return (
    <ul className="card note-list" aria-label={messages.notes.list}>
      {notes.map((note) => (
        <NoteItem key={note.id} note={note} />
      ))}
    </ul>
  );
}

function NoteItem({
  note: { id, title, body, status, updated_at: changed },
}: {
  readonly note: Note;
}) {
  return (
    <li className="note">
      <Link to="/notes/$noteId" params={{ noteId: id }} className="note-title" dir="auto">
        {title}
      </Link>
      {body && (
        <p className="note-text" dir="auto">
          {body}
        </p>
      )}
      <p className="note-day">
        {messages.notes.changed} <time dateTime={changed}>{formatDay(changed)}</time>
      </p>
      <StatusBadge status={status} />
    </li>
  );
}
