import { tick, type Component, type Snippet } from 'svelte';
import { addressOf, type Address, type PageProps, type Route } from './route.ts';
import { ScrollMemory } from './scroll-memory.ts';

/** What is on the screen. */
export interface View extends PageProps {
  readonly address: Address;
  readonly route: Route;
  readonly Layout: Component<{ children: Snippet }> | undefined;
  readonly Page: Component<PageProps>;
}

interface Destination {
  readonly href: string;
  /** Takes the place of the current entry in the history. */
  readonly replace: boolean;
}

/** How long a page may take before that shows, in milliseconds. */
const PATIENCE = 150;

/** Shows the page of each address, once its guard has agreed and its code is there. It stands on the browser's own history. */
export class Router {
  view = $state.raw<View>();
  /** The route that is on its way, once that takes so long that it should show. */
  pending = $state.raw<Route>();
  /** The page that can't be shown, and why. */
  failure = $state.raw<{ readonly href: string; readonly error: unknown }>();
  readonly #routes: readonly Route[];
  readonly #scroll = new ScrollMemory();
  #destination: Destination | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(routes: readonly Route[]) {
    this.#routes = routes;
  }

  navigate(href: string, { replace = false }: Partial<Destination> = {}): Promise<void> {
    return this.#go({ href, replace });
  }

  /** Shows the page of the address that the browser shows: at the start, and after a step back or forward. */
  arrive(): Promise<void> {
    return this.#go({ href: window.location.href, replace: true });
  }

  /** Lets the guard decide anew about the page that is shown, or on its way. */
  refresh(): Promise<void> {
    return this.#destination ? this.#go({ ...this.#destination }) : this.arrive();
  }

  /** Loads the page of an address without showing it. */
  async preload(href: string): Promise<void> {
    await load(this.#find(addressOf(href)).route);
  }

  /** Whether the page at a path is shown, or one below it. */
  isWithin(path: string): boolean {
    const shown = this.view?.address.pathname;
    return shown === path || shown?.startsWith(`${path}/`) === true;
  }

  async #go(destination: Destination): Promise<void> {
    // Whoever wants to go elsewhere meanwhile overtakes.
    this.#destination = destination;
    try {
      const found = await this.#prepare(addressOf(destination.href));
      if (this.#destination !== destination) return;
      if (typeof found === 'string') await this.navigate(found, destination);
      else await this.#show(found, destination);
    } catch (error) {
      if (this.#destination !== destination) return;
      this.#settle();
      this.failure = { href: destination.href, error };
    }
  }

  /** The page at an address, or where its guard leads instead. */
  async #prepare(address: Address): Promise<View | string> {
    const { route, params } = this.#find(address);
    this.#announce(route);
    const elsewhere = await route.guard(address);
    if (elsewhere !== undefined) return elsewhere;
    return { address, route, params, search: address.search, ...(await load(route)) };
  }

  #find({ pathname }: Address): Pick<View, 'route' | 'params'> {
    for (const route of this.#routes) {
      const params = route.match(pathname);
      if (params) return { route, params };
    }
    throw new Error(`no route leads to ${pathname}`);
  }

  #announce(route: Route): void {
    clearTimeout(this.#timer);
    const announce = () => (this.pending = route);
    if (this.pending) announce();
    else this.#timer = setTimeout(announce, PATIENCE);
  }

  async #show(view: View, { href, replace }: Destination): Promise<void> {
    const before = this.view;
    const restoreScroll = this.#scroll.enter(href, replace);
    this.#settle();
    this.view = view;
    await tick();
    restoreScroll();
    if (before && before.address.pathname !== view.address.pathname) focusTitle();
  }

  #settle(): void {
    clearTimeout(this.#timer);
    this.#destination = undefined;
    this.pending = undefined;
    this.failure = undefined;
  }
}

async function load({ layout, page }: Route): Promise<Pick<View, 'Layout' | 'Page'>> {
  const [around, inside] = await Promise.all([layout?.(), page()]);
  return { Layout: around?.default, Page: inside.default };
}

/** So that a screen reader says which page it is now, and the keyboard goes on from there. */
function focusTitle(): void {
  document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
}
