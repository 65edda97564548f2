import { createStore } from './store.ts';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** Long enough to read, and to reach the action with the keyboard. */
export const TOAST_MILLISECONDS = 10_000;

export const toasts = createStore<readonly Toast[]>([]);

const timers = new Map<number, ReturnType<typeof setTimeout>>();
let lastId = 0;
let held = false;

/** Tells of something that was done. At most three are shown: the oldest gives way. */
export function showToast(text: string, action?: Toast['action']): void {
  lastId += 1;
  const toast = { id: lastId, text, ...(action && { action }) };
  toasts.set([...toasts.get(), toast].slice(-3));
  if (!held) start(toast.id);
}

export function dismissToast(id: number): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
  toasts.set(toasts.get().filter((toast) => toast.id !== id));
  if (toasts.get().length === 0) held = false;
}

export function clearToasts(): void {
  for (const { id } of toasts.get()) dismissToast(id);
}

/** Nothing goes away while somebody points at it or has the focus in it. */
export function holdToasts(): void {
  held = true;
  for (const timer of timers.values()) clearTimeout(timer);
  timers.clear();
}

export function releaseToasts(): void {
  held = false;
  for (const { id } of toasts.get()) start(id);
}

function start(id: number): void {
  clearTimeout(timers.get(id));
  timers.set(
    id,
    setTimeout(() => {
      dismissToast(id);
    }, TOAST_MILLISECONDS),
  );
}
