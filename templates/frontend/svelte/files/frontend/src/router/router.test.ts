import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import type { Component } from 'svelte';
import { expect, it, onTestFinished, vi } from 'vitest';
import App from '../app/App.svelte';
import { messages } from '../messages.ts';
import NotFoundPage from '../pages/NotFoundPage.svelte';
import { heading, openApp } from '../testing/app.ts';
import { route } from './route.ts';
import { Router } from './router.svelte.ts';

const account = () => screen.getByRole('link', { name: messages.navigation.account });

function open(router: Router): void {
  onTestFinished(cleanup);
  window.history.replaceState(null, '', '/');
  render(App, { router });
}

const anybody = { guard: () => Promise.resolve(undefined) };
const nowhere = () => Promise.resolve({ default: NotFoundPage });

it('goes back, and to where the page was scrolled', async () => {
  const scroll = vi.spyOn(window, 'scrollTo');
  const { user, address } = openApp('/notes?q=tea');
  await heading(messages.notes.title);
  vi.stubGlobal('scrollY', 300);
  await user.click(account());
  await heading(messages.account.title);
  await waitFor(() => {
    expect(scroll).toHaveBeenLastCalledWith(0, 0);
  });
  window.history.back();
  await heading(messages.notes.title);
  expect(address()).toBe('/notes?q=tea');
  await waitFor(() => {
    expect(scroll).toHaveBeenLastCalledWith(0, 300);
  });
});

it.each([
  { ctrlKey: true },
  { metaKey: true },
  { shiftKey: true },
  { altKey: true },
  { button: 1 },
])('leaves a click that opens another tab to the browser: %j', async (click) => {
  const { address } = openApp('/notes');
  await heading(messages.notes.title);
  // The browser's own default would leave the page that the test runs on.
  const stop = vi.fn((event: Event) => {
    expect(event.defaultPrevented).toBe(false);
    event.preventDefault();
  });
  window.addEventListener('click', stop, { once: true });
  await fireEvent.click(account(), click);
  expect(stop).toHaveBeenCalled();
  expect(address()).toBe('/notes');
});

it('shows the page that was asked for last', async () => {
  const { visit, address } = openApp('/notes');
  await heading(messages.notes.title);
  await Promise.all([visit('/account'), visit('/notes/new')]);
  await heading(messages.editor.newTitle);
  expect(address()).toBe('/notes/new');
});

it('adds no step to go back where it leads to the same address', async () => {
  const { user } = openApp('/account');
  await heading(messages.account.title);
  const { length } = window.history;
  await user.click(account());
  expect(window.history.length).toBe(length);
});

it('asks for nothing of a page that is left', async () => {
  let id = '';
  const { api, visit } = openApp('/notes', (server) => {
    id = server.addNote({ title: 'Tea' }).id;
  });
  await visit(`/notes/${id}`);
  await heading(messages.editor.editTitle);
  await visit('/notes');
  await screen.findByRole('link', { name: 'Tea' });
  expect(api.calls.filter((call) => call.startsWith('GET /notes/'))).toEqual([`GET /notes/${id}`]);
});

it('takes an address that cannot be read for one of a note that is gone', async () => {
  openApp('/notes/%E0%A4%A');
  await heading(messages.editor.missing);
});

it('loads a page when somebody points at its link, and does not show it yet', async () => {
  let loads = 0;
  const notes = () => {
    loads += 1;
    return nowhere();
  };
  open(new Router([route('/', anybody, nowhere), route('/notes', anybody, notes)]));
  await heading(messages.notFound.title);
  await fireEvent.pointerOver(screen.getByRole('link', { name: messages.notFound.home }));
  expect(loads).toBe(1);
  expect(window.location.pathname).toBe('/');
});

it('says that a page could not be loaded, and loads it anew', async () => {
  const assign = vi.spyOn(window.location, 'assign').mockReturnValue(undefined);
  const gone = (): ReturnType<typeof nowhere> => Promise.reject(new Error('gone'));
  open(new Router([route('*', anybody, gone)]));
  await heading(messages.trouble.unexpectedTitle);
  await fireEvent.click(screen.getByRole('button', { name: messages.tryAgain }));
  expect(assign).toHaveBeenCalledWith(expect.stringMatching(/\/$/));
});

it('says that a page broke, tells the console, and starts it anew', async () => {
  const report = vi.fn();
  vi.stubGlobal('reportError', report);
  const error = new Error('broken');
  let isBroken = true;
  const Fragile: Component<Record<string, never>> = (...args) => {
    if (isBroken) throw error;
    return (NotFoundPage as typeof Fragile)(...args);
  };
  const load = () => Promise.resolve({ default: Fragile });
  open(new Router([route('*', anybody, load)]));
  await heading(messages.trouble.unexpectedTitle);
  expect(report).toHaveBeenCalledWith(error);
  isBroken = false;
  await fireEvent.click(screen.getByRole('button', { name: messages.tryAgain }));
  await heading(messages.notFound.title);
});
