import { useStore } from '../hooks/use-store.ts';
import { chooseTheme, theme, themeAfter } from '../lib/theme.ts';
import { messages } from '../messages.ts';
import { Icon } from './Icon.tsx';

/** Goes from the system's theme to light to dark and around again. */
export function ThemeButton() {
  const current = useStore(theme);
  const state = messages.theme.states[current];
  return (
    <button
      type="button"
      className="button button-quiet button-icon"
      aria-label={messages.theme.button}
      aria-describedby="theme-state"
      title={`${messages.theme.button}: ${state}`}
      onClick={() => {
        chooseTheme(themeAfter(current));
      }}
    >
      <Icon name={current} />
      <span id="theme-state" hidden>
        {state}
      </span>
    </button>
  );
}
