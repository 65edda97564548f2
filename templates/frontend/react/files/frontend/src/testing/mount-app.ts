import { createMemoryHistory } from '@tanstack/react-router';
import { cleanup, render } from '@testing-library/react';
import { createElement } from 'react';
import { App } from '../app/App.tsx';
import { followSession } from '../app/follow-session.ts';
import { createAppRouter } from '../app/router.tsx';
import type { MountedApp } from './app.ts';

/** The app at an address, in the test's document. */
export function mountApp(path: string): MountedApp {
  const router = createAppRouter(createMemoryHistory({ initialEntries: [path] }));
  const unfollow = followSession(() => void router.invalidate());
  render(createElement(App, { router }));
  return {
    address: () => router.state.location.href,
    visit: (href) => router.navigate({ href }),
    unmount: () => {
      cleanup();
      unfollow();
    },
  };
}
