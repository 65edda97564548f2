import { createPinia } from 'pinia';
import { createApp, type App } from 'vue';
import type { Router } from 'vue-router';
import RootApp from './App.vue';

export function createWebApp(router: Router): App {
  const app = createApp(RootApp).use(createPinia());
  installColadaWhenNeeded(app, router);
  return app.use(router);
}

/** Only the pages of those who are signed in load data: the first page does not wait for what does it. */
function installColadaWhenNeeded(app: App, router: Router): void {
  let installed: Promise<App> | undefined;
  router.beforeResolve(async ({ meta }) => {
    if (meta.audience !== 'signed-in') return;
    installed ??= import('./colada.ts').then(({ colada }) => app.use(colada));
    await installed;
  });
}
