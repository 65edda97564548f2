import { expect, it } from 'vitest';
import { chooseTheme, theme, themeAfter, THEMES } from './theme.ts';

const shown = () => document.documentElement.dataset.theme;

it('goes around', () => {
  expect(THEMES.map(themeAfter)).toEqual(['light', 'dark', 'system']);
});

it('is shown and remembered', () => {
  chooseTheme('dark');
  expect([shown(), localStorage.getItem('theme'), theme.get()]).toEqual(['dark', 'dark', 'dark']);
});

it('leaves it to the system, and forgets', () => {
  chooseTheme('light');
  chooseTheme('system');
  expect([shown(), localStorage.getItem('theme'), theme.get()]).toEqual([
    undefined,
    null,
    'system',
  ]);
});

it('follows another tab', () => {
  localStorage.setItem('theme', 'light');
  window.dispatchEvent(new StorageEvent('storage', { key: 'theme' }));
  expect(shown()).toBe('light');
  localStorage.setItem('theme', 'nonsense');
  window.dispatchEvent(new StorageEvent('storage', { key: 'theme' }));
  expect(shown()).toBeUndefined();
});
