import type { Router } from 'vue-router';

/** Fetches a page as soon as somebody points at a link to it or reaches it with the keyboard. */
export function preloadOnIntent(router: Router): void {
  const preload = ({ target }: Event) => {
    const link = target instanceof Element ? target.closest('a') : null;
    if (link?.origin === window.location.origin) void fetchPage(router, link.pathname);
  };
  document.addEventListener('pointerover', preload);
  document.addEventListener('focusin', preload);
}

async function fetchPage(router: Router, path: string): Promise<void> {
  const lazy = router
    .resolve(path)
    .matched.flatMap(({ components }) => Object.values(components ?? {}))
    .filter((component): component is () => Promise<unknown> => typeof component === 'function');
  // Whoever follows the link learns of a failure.
  await Promise.allSettled(lazy.map((load) => load()));
}
