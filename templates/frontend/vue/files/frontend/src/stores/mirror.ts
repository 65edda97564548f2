import { customRef, onScopeDispose, type Ref } from 'vue';
import type { Store } from '../lib/store.ts';

/** A store of src/lib as a ref, for Vue to watch. */
export const mirror = <T>(store: Store<T>): Readonly<Ref<T>> =>
  customRef((track, trigger) => {
    onScopeDispose(store.subscribe(trigger));
    return {
      get: () => {
        track();
        return store.get();
      },
      set: store.set,
    };
  });
