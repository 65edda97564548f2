import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, Navigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { NotePage } from '../api/types.ts';
import { EmptyState } from '../components/EmptyState.tsx';
import { ErrorState } from '../components/ErrorState.tsx';
import { Icon } from '../components/Icon.tsx';
import { NoteList } from '../components/NoteList.tsx';
import { NotesToolbar } from '../components/NotesToolbar.tsx';
import { PageHeading } from '../components/PageHeading.tsx';
import { Pagination } from '../components/Pagination.tsx';
import { Skeleton } from '../components/Skeleton.tsx';
import { messages } from '../messages.ts';
import { rememberList } from '../notes/last-list.ts';
import { isNarrowed, pageCount, parseListState, type ListState } from '../notes/list-state.ts';
import { notesQuery } from '../notes/queries.ts';

const route = getRouteApi('/app/notes');
const words = messages.notes;

export function NotesPage() {
  const state = route.useSearch();
  const navigate = route.useNavigate();
  useEffect(() => {
    rememberList(state);
  }, [state]);
  const show = (next: ListState, options: { readonly replace?: boolean } = {}) =>
    void navigate({ search: next, ...options });
  return (
    <>
      <div className="page-head">
        <PageHeading>{words.title}</PageHeading>
        <NewNoteLink />
      </div>
      <NotesToolbar state={state} onChange={show} />
      <Results
        state={state}
        onPage={(page) => {
          show(parseListState({ ...state, page }));
        }}
      />
    </>
  );
}

const NewNoteLink = () => (
  <Link to="/notes/new" className="button button-primary">
    <Icon name="plus" />
    {words.new}
  </Link>
);

interface ResultsProps {
  readonly state: ListState;
  readonly onPage: (page: number) => void;
}

function Results({ state, onPage }: ResultsProps) {
  const { data, error, isPlaceholderData, refetch } = useQuery(notesQuery(state));
  if (data) return <Loaded page={data} stale={isPlaceholderData} state={state} onPage={onPage} />;
  if (error) return <ErrorState text={words.failed} error={error} onRetry={() => void refetch()} />;
  return <Skeleton rows={5} />;
}

interface LoadedProps extends ResultsProps {
  readonly page: NotePage;
  readonly stale: boolean;
}

function Loaded({ page, stale, state, onPage }: LoadedProps) {
  const pages = pageCount(page.total);
  const current = state.page ?? 1;
  if (page.total === 0) return <Nothing narrowed={isNarrowed(state)} />;
  // The last note of the last page was deleted, or the address is an old one.
  if (current > pages && !stale)
    return <Navigate to="/notes" search={parseListState({ ...state, page: pages })} replace />;
  return (
    <div className={stale ? 'fading' : ''} aria-busy={stale}>
      <NoteList notes={page.items} />
      <div className="pages">
        <p className="soft small" aria-live="polite">
          {words.count(page.total)}
        </p>
        {pages > 1 && <Pagination page={current} pages={pages} onPage={onPage} />}
      </div>
    </div>
  );
}

function Nothing({ narrowed }: { readonly narrowed: boolean }) {
  if (!narrowed) {
    return (
      <EmptyState art="new" title={<h2>{words.empty}</h2>} hint={words.emptyHint}>
        <NewNoteLink />
      </EmptyState>
    );
  }
  return (
    <EmptyState art="search" title={<h2>{words.noMatch}</h2>} hint={words.noMatchHint}>
      <Link to="/notes" className="button" activeOptions={{ exact: true }}>
        {words.clear}
      </Link>
    </EmptyState>
  );
}
