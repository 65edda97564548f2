import { parse, type RouteParams } from 'regexparam';
import type { Component, Snippet } from 'svelte';
import { parseSearch } from '../lib/search-params.ts';

/** Where a visitor is, or wants to go, on this site. */
export interface Address {
  readonly pathname: string;
  readonly search: Readonly<Record<string, string>>;
  /** The path with all that follows it. */
  readonly href: string;
}

/** Where to lead instead, if not to the page that was asked for. */
export type Guard = (address: Address) => Promise<string | undefined>;

type Params = Readonly<Record<string, string>>;

/** What a page is given: `params` are the parts of its path that vary, `search` what follows the `?`. */
export interface PageProps<Path extends string = string> {
  readonly params: string extends Path ? Params : Readonly<RouteParams<Path>>;
  readonly search: Address['search'];
}

type Load<Props extends object> = () => Promise<{ readonly default: Component<Props> }>;

/** A page may leave out its props, but not ask for params that its path does not have. */
type Fits<Props, Path extends string> = Props extends { readonly params: infer Wanted }
  ? PageProps<Path>['params'] extends Wanted
    ? unknown
    : never
  : unknown;

interface Surroundings {
  readonly guard: Guard;
  /** What is around the page, and stays while pages inside of it change. */
  readonly layout?: Load<{ children: Snippet }>;
}

export interface Route extends Surroundings {
  readonly page: Load<PageProps>;
  readonly match: (pathname: string) => Params | undefined;
}

/** A page at `path`, loaded when it is first opened. */
export function route<Path extends string, Props extends object>(
  path: Path,
  surroundings: Surroundings,
  page: Load<Props> & Fits<Props, Path>,
): Route {
  const { keys, pattern } = parse(path);
  return {
    ...surroundings,
    match: (pathname) => paramsOf(keys, pattern.exec(pathname)),
    // `match` finds the params of its path, and no other.
    page: page as unknown as Load<PageProps>,
  };
}

function paramsOf(keys: readonly string[], found: RegExpExecArray | null): Params | undefined {
  return found
    ? Object.fromEntries(keys.map((key, at) => [key, decode(found[at + 1] ?? '')]))
    : undefined;
}

/** A `%` that stands for nothing stays as it is. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function addressOf(href: string): Address {
  const { pathname, search, hash } = new URL(href, window.location.origin);
  return { pathname, search: parseSearch(search), href: pathname + search + hash };
}
