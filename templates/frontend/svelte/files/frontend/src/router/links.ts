/** The link of this site that an event is about, where the router should see to it and not the browser. */
export function linkOf(event: Event): HTMLAnchorElement | undefined {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (link?.origin !== window.location.origin) return undefined;
  if (link.target !== '' || link.hasAttribute('download')) return undefined;
  return link;
}

/** Whether a click goes to another page in this tab: with a key or another button, it opens a tab or a window of its own. */
export const isPlain = (event: MouseEvent): boolean =>
  !event.defaultPrevented &&
  event.button === 0 &&
  !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
