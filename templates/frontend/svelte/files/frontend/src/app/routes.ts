import { HOME, safeNext } from '../lib/next-path.ts';
import { route, type Guard } from '../router/route.ts';
import { session } from '../session/index.ts';
import { paths } from './paths.ts';

const entranceLayout = () => import('../components/EntranceLayout.svelte');
const appLayout = () => import('../components/AppLayout.svelte');

/** The pages for those who are not signed in; others are sent on. */
const entrance = {
  layout: entranceLayout,
  guard: (async ({ search }) =>
    (await session.settled()) === 'signed-in' ? safeNext(search.next) : undefined) satisfies Guard,
};

/** The pages for those who are signed in; others sign in first, and come back. */
const app = {
  layout: appLayout,
  guard: (async ({ pathname, href }) => {
    if ((await session.settled()) === 'signed-in') return pathname === '/' ? HOME : undefined;
    return paths.signIn(pathname === '/' ? undefined : href);
  }) satisfies Guard,
};

/** Every page, by address; the first that fits is shown. */
export const routes = [
  route('/', app, () => import('../pages/NotesPage.svelte')),
  route('/login', entrance, () => import('../pages/SignInPage.svelte')),
  route('/register', entrance, () => import('../pages/RegisterPage.svelte')),
  route('/notes', app, () => import('../pages/NotesPage.svelte')),
  route('/notes/new', app, () => import('../pages/NewNotePage.svelte')),
  route('/notes/:noteId', app, () => import('../pages/EditNotePage.svelte')),
  route('/account', app, () => import('../pages/AccountPage.svelte')),
  // An address that leads nowhere; its page looks different to those who are signed in.
  route('*', { guard: untilKnown }, () => import('../pages/NotFoundPage.svelte')),
];

async function untilKnown(): Promise<undefined> {
  await session.settled();
}
