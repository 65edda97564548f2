import { cleanup, render } from '@testing-library/svelte';
import App from '../app/App.svelte';
import { followSession } from '../app/follow-session.ts';
import { routes } from '../app/routes.ts';
import { Router } from '../router/router.svelte.ts';
import type { MountedApp } from './app.ts';

/** The app at an address, in the test's document. */
export function mountApp(path: string): MountedApp {
  window.history.replaceState(null, '', path);
  const router = new Router(routes);
  const unfollow = followSession(() => void router.refresh());
  render(App, { router });
  return {
    address: () => window.location.pathname + window.location.search,
    visit: (href) => router.navigate(href),
    unmount: () => {
      cleanup();
      unfollow();
    },
  };
}
