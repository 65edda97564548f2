import { createWebHistory } from 'vue-router';
import { createWebApp } from './app/create-app.ts';
import { followSession } from './app/follow-session.ts';
import { preloadOnIntent } from './app/preload.ts';
import { createAppRouter, runGuards } from './app/router.ts';
import './styles/index.css';

const router = createAppRouter(createWebHistory());
followSession(() => void runGuards(router));
preloadOnIntent(router);

createWebApp(router).mount('#root');
