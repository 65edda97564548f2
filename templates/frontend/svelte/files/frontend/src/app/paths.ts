import { formatSearch } from '../lib/search-params.ts';
import type { ListState } from '../notes/list-state.ts';

/** The address of each page (routes.ts), for links and the way on. */
export const paths = {
  signIn: (next?: string) => `/login${formatSearch({ next })}`,
  register: (next?: string) => `/register${formatSearch({ next })}`,
  notes: (list: ListState = {}) => `/notes${formatSearch({ ...list })}`,
  newNote: () => '/notes/new',
  note: (id: string) => `/notes/${encodeURIComponent(id)}`,
  account: () => '/account',
};
