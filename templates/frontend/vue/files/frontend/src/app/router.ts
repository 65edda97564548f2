import { nextTick } from 'vue';
import {
  createRouter,
  START_LOCATION,
  type LocationQuery,
  type NavigationGuardReturn,
  type RouteLocationNormalized,
  type Router,
  type RouterHistory,
  type RouteRecordRaw,
} from 'vue-router';
import { HOME, safeNext } from '../lib/next-path.ts';
import { formatSearch, parseSearch } from '../lib/search-params.ts';
import { session } from '../session/index.ts';

declare module 'vue-router' {
  interface RouteMeta {
    /** Whom a page is for; without it, for everybody. */
    readonly audience?: 'signed-in' | 'signed-out';
  }
}

const routes: RouteRecordRaw[] = [
  // Before the layouts, which would take its address for theirs.
  { path: '/', redirect: HOME },
  {
    path: '/',
    component: () => import('../components/EntranceLayout.vue'),
    meta: { audience: 'signed-out' },
    children: [
      { path: 'login', component: () => import('../pages/SignInPage.vue') },
      { path: 'register', component: () => import('../pages/RegisterPage.vue') },
    ],
  },
  {
    path: '/',
    component: () => import('../components/AppLayout.vue'),
    meta: { audience: 'signed-in' },
    children: [
      { path: 'notes', component: () => import('../pages/NotesPage.vue') },
      { path: 'notes/new', component: () => import('../pages/NewNotePage.vue') },
      { path: 'notes/:noteId', component: () => import('../pages/EditNotePage.vue'), props: true },
      { path: 'account', component: () => import('../pages/AccountPage.vue') },
    ],
  },
  { path: '/:nowhere(.*)*', component: () => import('../pages/NotFoundPage.vue') },
];

export function createAppRouter(history: RouterHistory): Router {
  const router = createRouter({
    history,
    routes,
    parseQuery: parseSearch,
    stringifyQuery: (query = {}) => formatSearch(query).slice(1),
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  });
  router.beforeEach(sendToTheRightDoor);
  router.afterEach((to, from, failure) => {
    if (!failure && from !== START_LOCATION && to.path !== from.path) void focusHeading();
  });
  return router;
}

/** Those who are not signed in sign in first, and come back; those who are have no use for the pages for that. */
async function sendToTheRightDoor(to: RouteLocationNormalized): Promise<NavigationGuardReturn> {
  const isSignedIn = (await session.settled()) === 'signed-in';
  const { audience } = to.meta;
  if (audience === 'signed-in' && !isSignedIn) return { path: '/login', query: nextOf(to) };
  if (audience === 'signed-out' && isSignedIn) return safeNext(textOf(to.query, 'next'));
  return true;
}

/** The way back to a page, for after a sign-in; the first page needs none. */
const nextOf = ({ fullPath, redirectedFrom }: RouteLocationNormalized): LocationQuery =>
  redirectedFrom?.path === '/' ? {} : { next: fullPath };

function textOf(query: LocationQuery, key: string): string | undefined {
  const value = query[key];
  return typeof value === 'string' ? value : undefined;
}

async function focusHeading(): Promise<void> {
  await nextTick();
  document.querySelector<HTMLElement>('h1')?.focus();
}

/** Has the guards decide anew about the page that is shown. */
export async function runGuards(router: Router): Promise<void> {
  try {
    await router.isReady();
  } catch {
    return; // The first page could not be opened, which the app says itself.
  }
  const { path, query, hash } = router.currentRoute.value;
  await router.replace({ path, query, hash, force: true });
}

/** For those who ended their session themselves: the guards, which go first, would lead them back here after the next sign-in. */
export async function leave(router: Router): Promise<void> {
  await runGuards(router);
  await router.replace('/login');
}
