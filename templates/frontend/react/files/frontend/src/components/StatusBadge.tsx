import type { NoteStatus } from '../api/types.ts';
import { messages } from '../messages.ts';

export function StatusBadge({ status }: { readonly status: NoteStatus }) {
  return <span className={`badge badge-${status}`}>{messages.notes.statuses[status]}</span>;
}
