import { expect, it } from 'vitest';
import { isNarrowed, pageCount, parseListState, toQuery } from './list-state.ts';

it('reads what an address says', () => {
  const state = { q: 'tea', status: 'draft', sort: 'title', page: '3' };
  expect(parseListState(state)).toEqual({ q: 'tea', status: 'draft', sort: 'title', page: 3 });
});

it.each([
  [{ q: '' }],
  [{ status: 'gone' }],
  [{ sort: 'owner' }],
  [{ sort: '-created_at' }],
  [{ page: '1' }],
  [{ page: '-2' }],
  [{ page: '1.5' }],
  [{ page: 'x' }],
])('drops what makes no sense, or is the default: %j', (params) => {
  expect(parseListState(params)).toEqual({});
});

it('never asks for more than the API takes', () => {
  expect(toQuery(parseListState({ page: '9e99' })).offset).toBeLessThanOrEqual(1_000_000);
  const q = parseListState({ q: `\0${'🍵'.repeat(200)}` }).q ?? '';
  expect([Array.from(q).length, q.includes('\0')]).toEqual([100, false]);
});

it('turns pages into offsets', () => {
  expect(toQuery({ page: 3, q: 'tea' })).toEqual({ limit: 10, offset: 20, q: 'tea' });
  expect([pageCount(0), pageCount(10), pageCount(11)]).toEqual([1, 1, 2]);
});

it('knows whether something is left out', () => {
  expect([isNarrowed({}), isNarrowed({ q: 'x' }), isNarrowed({ sort: 'title', page: 2 })]).toEqual([
    false,
    true,
    false,
  ]);
});
