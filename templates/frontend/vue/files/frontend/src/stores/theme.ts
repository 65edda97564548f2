import { defineStore } from 'pinia';
import { chooseTheme, theme, themeAfter } from '../lib/theme.ts';
import { mirror } from './mirror.ts';

export const useThemeStore = defineStore('theme', () => {
  const current = mirror(theme);

  /** Goes from the system's theme to light to dark and around again. */
  function change(): void {
    chooseTheme(themeAfter(current.value));
  }

  return { current, change };
});
