import { expect, it } from 'vitest';
import { safeNext } from './next-path.ts';

it.each([
  ['/notes', '/notes'],
  ['/notes?q=a%20b&page=2', '/notes?q=a%20b&page=2'],
  ['/notes/123#end', '/notes/123#end'],
])('follows a path of this site: %s', (next, path) => {
  expect(safeNext(next)).toBe(path);
});

it.each([
  undefined,
  '',
  'notes',
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/.//evil.example',
  '/x/..//evil.example',
  'javascript:alert(1)',
  'http://localhost/notes',
  '/login',
  '/login/',
  '/register?next=/notes',
])('goes to the notes instead of %j', (next) => {
  expect(safeNext(next)).toBe('/notes');
});
