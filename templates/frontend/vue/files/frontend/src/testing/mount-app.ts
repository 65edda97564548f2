import { cleanup, render } from '@testing-library/vue';
import { createPinia, disposePinia } from 'pinia';
import { createMemoryHistory } from 'vue-router';
import App from '../app/App.vue';
import { colada } from '../app/colada.ts';
import { followSession } from '../app/follow-session.ts';
import { createAppRouter, runGuards } from '../app/router.ts';
import type { MountedApp } from './app.ts';

/** The app at an address, in the test's document. */
export function mountApp(path: string): MountedApp {
  const history = createMemoryHistory();
  history.replace(path);
  const router = createAppRouter(history);
  const unfollow = followSession(() => void runGuards(router));
  const pinia = createPinia();
  render(App, { global: { plugins: [pinia, colada, router] } });
  return {
    address: () => router.currentRoute.value.fullPath,
    visit: (href) => router.push(href),
    unmount: () => {
      cleanup();
      unfollow();
      disposePinia(pinia);
    },
  };
}
