import { PiniaColada } from '@pinia/colada';
import { createPinia } from 'pinia';
import { createApp, type App } from 'vue';
import type { Router } from 'vue-router';
import RootApp from './App.vue';

export const createWebApp = (router: Router): App =>
  createApp(RootApp).use(createPinia()).use(PiniaColada).use(router);
