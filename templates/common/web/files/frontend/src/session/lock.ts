/** Runs one task at a time, among all tabs of this site. */
export type Lock = <T>(task: () => Promise<T>) => Promise<T>;

/** The browser's lock; where it has none (a page without HTTPS), tasks of this tab at least wait for each other. */
export function createLock(name: string): Lock {
  // Absent outside of secure contexts, whatever the types say.
  const locks = navigator.locks as LockManager | null | undefined;
  if (!locks) return createQueue();
  return async (task) => await locks.request(name, task);
}

export function createQueue(): Lock {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const result = last.then(task);
    last = result.catch(() => undefined);
    return result;
  };
}
