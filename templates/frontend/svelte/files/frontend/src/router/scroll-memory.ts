interface Entry {
  readonly id: number;
}

/** How far each entry of the history was scrolled. The browser puts that back too early: a page's code is loaded first. */
export class ScrollMemory {
  readonly #positions = new Map<number, number>();
  #entry: number | undefined;

  constructor() {
    window.history.scrollRestoration = 'manual';
  }

  /** Makes `href` the current entry; answers what scrolls to where it was, once it is shown. */
  enter(href: string, replace: boolean): () => void {
    const left = this.#entry;
    if (left !== undefined) this.#positions.set(left, window.scrollY);
    const entry = (replace ? entryOf(window.history.state) : undefined) ?? Math.random();
    window.history[replace ? 'replaceState' : 'pushState']({ id: entry } satisfies Entry, '', href);
    this.#entry = entry;
    return () => {
      if (entry !== left) scrollTo(this.#positions.get(entry));
    };
  }
}

/** Where it was before; else to the part that the address names, else to the top. */
function scrollTo(position: number | undefined): void {
  const named = document.getElementById(window.location.hash.slice(1));
  if (position === undefined && named) named.scrollIntoView();
  else window.scrollTo(0, position ?? 0);
}

/** Another script may have left anything there. */
const entryOf = (state: unknown): number | undefined =>
  typeof state === 'object' && state !== null && 'id' in state ? Number(state.id) : undefined;
