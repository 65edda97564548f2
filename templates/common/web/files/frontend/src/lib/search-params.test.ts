import { expect, it } from 'vitest';
import { formatSearch, parseSearch } from './search-params.ts';

it('keeps texts as they are', () => {
  expect(parseSearch('?q=007&flag=true')).toEqual({ q: '007', flag: 'true' });
});

it('leaves out what is empty', () => {
  expect(formatSearch({ q: '', status: undefined })).toBe('');
  expect(formatSearch({ q: 'a&b', page: 2 })).toBe('?q=a%26b&page=2');
});
