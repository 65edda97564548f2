import type { operations } from '../api/schema';
import type { NoteSort, NoteStatus } from '../api/types.ts';

type ListQuery = NonNullable<operations['listNotes']['parameters']['query']>;

export const STATUSES = ['draft', 'published', 'archived'] as const satisfies readonly NoteStatus[];
export const SORTS = [
  '-created_at',
  'created_at',
  'title',
  '-title',
] as const satisfies readonly NoteSort[];
export const DEFAULT_SORT: NoteSort = '-created_at';
export const PAGE_SIZE = 10;

const LONGEST_SEARCH = 100;
const LAST_PAGE = 100_000;

/** What the list shows; it lives in the address, so a link or a reload shows the same. What is at its default is left out. */
export interface ListState {
  readonly q?: string;
  readonly status?: NoteStatus;
  readonly sort?: NoteSort;
  readonly page?: number;
}

/** Reads a list's state from an address's parameters; what makes no sense is dropped. */
export function parseListState(params: Readonly<Record<string, unknown>>): ListState {
  const q = cleanSearch(params.q);
  const status = STATUSES.find((known) => known === params.status);
  const sort = SORTS.find((known) => known === params.sort && known !== DEFAULT_SORT);
  const page = Math.min(Number(params.page ?? 1), LAST_PAGE);
  return {
    ...(q !== '' && { q }),
    ...(status && { status }),
    ...(sort && { sort }),
    ...(Number.isInteger(page) && page > 1 && { page }),
  };
}

/** A search as the API takes it: no NUL, at most a hundred characters, none of them cut in half. */
const cleanSearch = (value: unknown): string =>
  typeof value === 'string'
    ? Array.from(value.replaceAll('\0', '').toWellFormed()).slice(0, LONGEST_SEARCH).join('')
    : '';

/** The API's parameters for a state. */
export function toQuery({ q, status, sort, page = 1 }: ListState): ListQuery {
  return {
    limit: PAGE_SIZE,
    offset: (page - 1) * PAGE_SIZE,
    ...(q !== undefined && { q }),
    ...(status && { status }),
    ...(sort && { sort }),
  };
}

export const isNarrowed = ({ q, status }: ListState): boolean =>
  q !== undefined || status !== undefined;

export const pageCount = (total: number): number => Math.max(1, Math.ceil(total / PAGE_SIZE));
