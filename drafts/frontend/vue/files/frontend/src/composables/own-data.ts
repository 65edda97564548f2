import { useQueryCache } from '@pinia/colada';
import { onScopeDispose, ref, type Ref } from 'vue';
import { session } from '../session/index.ts';

/**
 * What was loaded belongs to whoever is signed in: it goes with them, also when somebody else signs in in another tab. Returns a number that
 * is another one for the next person: a key for what must start anew.
 */
export function useOwnData(): Readonly<Ref<number>> {
  const cache = useQueryCache();
  const turn = ref(0);
  const stop = session.state.subscribe(() => {
    for (const entry of cache.getEntries()) {
      cache.setEntryState(entry, { status: 'pending', data: undefined, error: null });
      cache.invalidate(entry);
    }
    if (session.state.get() === 'signed-in') turn.value += 1;
  });
  onScopeDispose(stop);
  return turn;
}
