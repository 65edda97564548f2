import { createSubscriber } from 'svelte/reactivity';
import type { Store } from './store.ts';

/** A store's value as Svelte sees it: whatever reads `current` runs again when it changes. */
export function reactive<T>(store: Store<T>): { readonly current: T } {
  const subscribe = createSubscriber((update) => store.subscribe(update));
  return {
    get current() {
      subscribe();
      return store.get();
    },
  };
}
