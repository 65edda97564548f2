import { memory } from './memory.ts';
import { createStore } from './store.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'theme';

const isTheme = (value: unknown): value is Theme => THEMES.some((theme) => theme === value);

function remembered(): Theme {
  const value = memory.read(KEY);
  return isTheme(value) ? value : 'system';
}

export const theme = createStore<Theme>(remembered());

/** Chooses a theme, here and for the next visit. */
export function chooseTheme(next: Theme): void {
  if (next === 'system') memory.forget(KEY);
  else memory.write(KEY, next);
  show(next);
}

export const themeAfter = (current: Theme): Theme =>
  THEMES[(THEMES.indexOf(current) + 1) % THEMES.length] ?? 'system';

function show(next: Theme): void {
  if (next === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
  theme.set(next);
}

// Another tab chose: follow it.
window.addEventListener('storage', (event) => {
  if (event.key === KEY || event.key === null) show(remembered());
});
