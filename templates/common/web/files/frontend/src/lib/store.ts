type Listener = () => void;

/** A value that can be watched. */
export interface Store<T> {
  get: () => T;
  set: (next: T) => void;
  subscribe: (listener: Listener) => () => void;
}

export function createStore<T>(initial: T): Store<T> {
  let value = initial;
  const listeners = new Set<Listener>();
  const set = (next: T) => {
    if (Object.is(value, next)) return;
    value = next;
    for (const listener of [...listeners]) listener();
  };
  const subscribe = (listener: Listener) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return { get: () => value, set, subscribe };
}

/** Resolves once the store's value passes the test. */
export function until<T>(store: Store<T>, test: (value: T) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (!test(store.get())) return;
      stop();
      resolve();
    };
    const stop = store.subscribe(check);
    check();
  });
}
