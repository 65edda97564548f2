export const HOME = '/notes';

/**
 * Where to go after signing in. The address comes from the URL, so anybody may have written it: only a path of this site is
 * followed, and never back to the pages for signing in.
 */
export function safeNext(next: string | undefined): string {
  if (next?.startsWith('/') !== true) return HOME;
  const { origin } = window.location;
  const url = URL.canParse(next, origin) ? new URL(next, origin) : undefined;
  if (url?.origin !== origin || isForSigningIn(url.pathname)) return HOME;
  const path = url.pathname + url.search + url.hash;
  return path.startsWith('//') ? HOME : path;
}

const isForSigningIn = (path: string): boolean => /^\/(login|register)\/*$/.test(path);
