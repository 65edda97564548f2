import userEvent from '@testing-library/user-event';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { preloadOnIntent } from './preload.ts';

function linkTo(href: string): HTMLAnchorElement {
  const link = document.createElement('a');
  link.href = href;
  document.body.append(link);
  onTestFinished(() => {
    link.remove();
  });
  return link;
}

it('fetches the page of a link that somebody points at or reaches with the keyboard', async () => {
  const page = vi.fn(() => Promise.resolve({}));
  const other = vi.fn(() => Promise.reject(new Error('no network')));
  const routes = [
    { path: '/page', component: page },
    { path: '/other', component: other },
  ];
  preloadOnIntent(createRouter({ history: createMemoryHistory(), routes }));
  const user = userEvent.setup();
  await user.hover(linkTo('/page?q=1'));
  expect(page).toHaveBeenCalledOnce();
  expect(other).not.toHaveBeenCalled();
  linkTo('/other').focus();
  expect(other).toHaveBeenCalledOnce();
});

it('leaves links to other sites alone', async () => {
  const page = vi.fn(() => Promise.resolve({}));
  const routes = [{ path: '/page', component: page }];
  preloadOnIntent(createRouter({ history: createMemoryHistory(), routes }));
  await userEvent.setup().hover(linkTo('https://example.com/page'));
  expect(page).not.toHaveBeenCalled();
});
