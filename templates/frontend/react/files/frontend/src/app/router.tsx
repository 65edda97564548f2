import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  type RouterHistory,
} from '@tanstack/react-router';
import { LoadingPage } from '../components/LoadingPage.tsx';
import { Skeleton } from '../components/Skeleton.tsx';
import { HOME, safeNext } from '../lib/next-path.ts';
import { formatSearch, parseSearch } from '../lib/search-params.ts';
import { parseListState } from '../notes/list-state.ts';
import { session } from '../session/index.ts';

const rootRoute = createRootRoute();

/** The pages for those who are not signed in; others are sent on. */
const entranceRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'entrance',
  pendingComponent: LoadingPage,
  component: lazyRouteComponent(() => import('../components/EntranceLayout.tsx'), 'EntranceLayout'),
  validateSearch: ({ next }: Record<string, unknown>): { next?: string } =>
    typeof next === 'string' ? { next } : {},
  beforeLoad: async ({ search }) => {
    if ((await session.settled()) === 'signed-in') {
      throw redirect({ href: safeNext(search.next), replace: true });
    }
  },
});

const signInRoute = createRoute({
  getParentRoute: () => entranceRoute,
  path: 'login',
  component: lazyRouteComponent(() => import('../pages/SignInPage.tsx'), 'SignInPage'),
});

const registerRoute = createRoute({
  getParentRoute: () => entranceRoute,
  path: 'register',
  component: lazyRouteComponent(() => import('../pages/RegisterPage.tsx'), 'RegisterPage'),
});

/** The pages for those who are signed in; others sign in first, and come back. */
const appRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'app',
  pendingComponent: LoadingPage,
  component: lazyRouteComponent(() => import('../components/AppLayout.tsx'), 'AppLayout'),
  beforeLoad: async ({ location }) => {
    if ((await session.settled()) === 'signed-in') return;
    const search = location.pathname === '/' ? {} : { next: location.href };
    throw redirect({ to: '/login', search, replace: true });
  },
});

const homeRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: HOME, replace: true });
  },
});

const notesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: 'notes',
  validateSearch: parseListState,
  component: lazyRouteComponent(() => import('../pages/NotesPage.tsx'), 'NotesPage'),
});

const newNoteRoute = createRoute({
  getParentRoute: () => appRoute,
  path: 'notes/new',
  component: lazyRouteComponent(() => import('../pages/NewNotePage.tsx'), 'NewNotePage'),
});

const editNoteRoute = createRoute({
  getParentRoute: () => appRoute,
  path: 'notes/$noteId',
  component: lazyRouteComponent(() => import('../pages/EditNotePage.tsx'), 'EditNotePage'),
});

const accountRoute = createRoute({
  getParentRoute: () => appRoute,
  path: 'account',
  component: lazyRouteComponent(() => import('../pages/AccountPage.tsx'), 'AccountPage'),
});

/** An address that leads nowhere; its page looks different to those who are signed in. */
const nowhereRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '$',
  pendingComponent: LoadingPage,
  beforeLoad: async () => {
    await session.settled();
  },
  component: lazyRouteComponent(() => import('../pages/NotFoundPage.tsx'), 'NotFoundPage'),
});

const routeTree = rootRoute.addChildren([
  nowhereRoute,
  entranceRoute.addChildren([signInRoute, registerRoute]),
  appRoute.addChildren([homeRoute, notesRoute, newNoteRoute, editNoteRoute, accountRoute]),
]);

export type AppRouter = ReturnType<typeof createAppRouter>;

export function createAppRouter(history?: RouterHistory) {
  const router = createRouter({
    routeTree,
    ...(history && { history }),
    parseSearch,
    stringifySearch: formatSearch,
    defaultPreload: 'intent',
    defaultPendingMs: 150,
    defaultPendingComponent: Skeleton,
    defaultErrorComponent: lazyRouteComponent(() => import('../pages/ErrorPage.tsx'), 'ErrorPage'),
    scrollRestoration: true,
  });
  router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
    if (fromLocation && pathChanged) document.querySelector<HTMLElement>('h1')?.focus();
  });
  return router;
}

declare module '@tanstack/react-router' {
  interface Register {
    router: AppRouter;
  }
}
