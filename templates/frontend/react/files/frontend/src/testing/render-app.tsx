import { createMemoryHistory } from '@tanstack/react-router';
import { cleanup, configure, render, screen } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import axe from 'axe-core';
import { expect, onTestFinished } from 'vitest';
import { App } from '../app/App.tsx';
import { followSession } from '../app/follow-session.ts';
import { createAppRouter, type AppRouter } from '../app/router.tsx';
import { clearToasts } from '../lib/toasts.ts';
import { forgetList } from '../notes/last-list.ts';
import { session } from '../session/index.ts';
import { FakeApi } from './fake-api.ts';

// A page is loaded when it is first opened.
configure({ asyncUtilTimeout: 10_000 });

interface Running {
  readonly api: FakeApi;
  readonly router: AppRouter;
  readonly user: UserEvent;
}

/** The whole app at an address, with somebody signed in. */
export function openApp(path: string, prepare: (api: FakeApi) => void = () => undefined): Running {
  const api = new FakeApi().install();
  session.begin(api.openSession());
  prepare(api);
  return start(path, api);
}

/** The whole app at an address, with nobody signed in. */
export function openSignedOut(path: string): Running {
  const api = new FakeApi().install();
  session.end();
  return start(path, api);
}

function start(path: string, api: FakeApi): Running {
  const router = createAppRouter(createMemoryHistory({ initialEntries: [path] }));
  onTestFinished(followSession(router));
  onTestFinished(clearToasts);
  onTestFinished(forgetList);
  onTestFinished(cleanup);
  render(<App router={router} />);
  return { api, router, user: userEvent.setup() };
}

export const heading = (name: string): Promise<HTMLElement> =>
  screen.findByRole('heading', { level: 1, name });

/** Colours need a real browser; everything else that axe knows is looked at here. */
export async function expectAccessible(): Promise<void> {
  const rules = { 'color-contrast': { enabled: false } };
  const { violations } = await axe.run(document.body, { rules });
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}
