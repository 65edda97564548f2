import { clearToasts } from '../lib/toasts.ts';
import { forgetList } from '../notes/last-list.ts';
import { session } from '../session/index.ts';

/** Whenever somebody signs in or out, here or in another tab: nothing of the one before stays, and each page's guard decides anew. */
export function followSession(runGuards: () => void): () => void {
  return session.state.subscribe(() => {
    if (session.state.get() === 'signed-out') {
      clearToasts();
      forgetList();
    }
    runGuards();
  });
}
