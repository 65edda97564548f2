import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import {
  clearToasts,
  dismissToast,
  holdToasts,
  releaseToasts,
  showToast,
  toasts,
} from './toasts.ts';

const texts = () => toasts.get().map(({ text }) => text);

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  clearToasts();
  vi.useRealTimers();
});

it('stays for eight seconds at least, and goes', () => {
  showToast('Saved');
  vi.advanceTimersByTime(8_000);
  expect(texts()).toEqual(['Saved']);
  vi.advanceTimersByTime(3_000);
  expect(texts()).toEqual([]);
});

it('stays while it is held', () => {
  showToast('Deleted');
  holdToasts();
  showToast('Saved');
  vi.advanceTimersByTime(60_000);
  expect(texts()).toEqual(['Deleted', 'Saved']);
  releaseToasts();
  vi.advanceTimersByTime(11_000);
  expect(texts()).toEqual([]);
});

it('does not hold the next one after the held one was dismissed', () => {
  showToast('Deleted');
  holdToasts();
  dismissToast(toasts.get()[0]?.id ?? 0);
  showToast('Saved');
  vi.advanceTimersByTime(11_000);
  expect(texts()).toEqual([]);
});

it('shows three at most', () => {
  for (const text of ['a', 'b', 'c', 'd']) showToast(text);
  expect(texts()).toEqual(['b', 'c', 'd']);
});
