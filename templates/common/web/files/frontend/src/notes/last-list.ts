import type { ListState } from './list-state.ts';

let last: ListState = {};

/** The list as it was last looked at: where to go back to from the editor. */
export const lastList = (): ListState => last;

export function rememberList(state: ListState): void {
  last = state;
}

export function forgetList(): void {
  last = {};
}
