import { expect, it, vi } from 'vitest';
import { memory } from './memory.ts';

it('remembers and forgets', () => {
  memory.write('a', '1');
  expect(memory.read('a')).toBe('1');
  memory.forget('a');
  expect(memory.read('a')).toBeNull();
});

it('does without storage where the browser forbids it', () => {
  vi.stubGlobal('localStorage', undefined);
  memory.write('a', '1');
  memory.forget('a');
  expect(memory.read('a')).toBeNull();
  vi.unstubAllGlobals();
});
