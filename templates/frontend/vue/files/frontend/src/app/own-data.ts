import type { PiniaColadaPlugin, QueryCache } from '@pinia/colada';
import { onScopeDispose } from 'vue';
import { session } from '../session/index.ts';

/** What was loaded belongs to whoever is signed in: it goes with them, also when somebody else signs in in another tab. */
export const ownData: PiniaColadaPlugin = ({ queryCache, scope }) => {
  const unsubscribe = session.state.subscribe(() => {
    forget(queryCache);
  });
  scope.run(() => {
    onScopeDispose(unsubscribe);
  });
};

function forget(cache: QueryCache): void {
  for (const entry of cache.getEntries()) {
    // The page before stands in for one that is being loaded.
    entry.placeholderData = null;
    cache.setEntryState(entry, { status: 'pending', data: undefined, error: null });
    cache.invalidate(entry);
  }
}
