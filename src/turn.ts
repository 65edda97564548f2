/** Lets the event loop turn once: signals arrive between turns only. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
