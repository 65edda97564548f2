import { mount } from 'svelte';
import App from './app/App.svelte';
import { followSession } from './app/follow-session.ts';
import { routes } from './app/routes.ts';
import { Router } from './router/router.svelte.ts';
import './styles/index.css';

const target = document.getElementById('root');
if (target === null) throw new Error('index.html has no #root');

const router = new Router(routes);
followSession(() => void router.refresh());

mount(App, { target, props: { router } });
