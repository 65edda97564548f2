import { messages } from '../messages.ts';
import { DEFAULT_SORT, parseListState, type ListState } from '../notes/list-state.ts';
import { SearchField } from './SearchField.tsx';
import { Select } from './Select.tsx';

interface Props {
  readonly state: ListState;
  readonly onChange: (state: ListState, options?: { readonly replace?: boolean }) => void;
}

const words = messages.notes;
const statuses = { '': words.anyStatus, ...words.statuses };

/** What the list shows. Another choice starts again at the first page. */
export function NotesToolbar({ state, onChange }: Props) {
  const { q = '', status = '', sort = DEFAULT_SORT } = state;
  const change = (part: Readonly<Record<string, string>>) =>
    parseListState({ q, status, sort, ...part });
  return (
    <div className="toolbar">
      <SearchField
        label={words.search}
        value={q}
        onSearch={(text) => {
          onChange(change({ q: text }), { replace: true });
        }}
      />
      <Select
        name="status"
        label={words.status}
        options={statuses}
        value={status}
        onChange={(event) => {
          onChange(change({ status: event.target.value }));
        }}
      />
      <Select
        name="sort"
        label={words.sort}
        options={words.sorts}
        value={sort}
        onChange={(event) => {
          onChange(change({ sort: event.target.value }));
        }}
      />
    </div>
  );
}
