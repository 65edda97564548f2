import { configure, screen } from '@testing-library/dom';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import axe from 'axe-core';
import { expect, onTestFinished } from 'vitest';
import { clearToasts } from '../lib/toasts.ts';
import { forgetList } from '../notes/last-list.ts';
import { session } from '../session/index.ts';
import { FakeApi } from './fake-api.ts';
import { mountApp } from './mount-app.ts';

// A page is loaded when it is first opened.
configure({ asyncUtilTimeout: 10_000 });

/** What the tests ask of the framework (mount-app.ts). */
export interface MountedApp {
  /** The path where it is now, with what follows it. */
  readonly address: () => string;
  readonly visit: (path: string) => Promise<unknown>;
  readonly unmount: () => void;
}

interface Running extends MountedApp {
  readonly api: FakeApi;
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
  const app = mountApp(path);
  onTestFinished(clearToasts);
  onTestFinished(forgetList);
  onTestFinished(app.unmount);
  return { ...app, api, user: userEvent.setup() };
}

export const heading = (name: string): Promise<HTMLElement> =>
  screen.findByRole('heading', { level: 1, name });

/** Colours need a real browser; everything else that axe knows is looked at here. */
export async function expectAccessible(): Promise<void> {
  const rules = { 'color-contrast': { enabled: false } };
  const { violations } = await axe.run(document.body, { rules });
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}
