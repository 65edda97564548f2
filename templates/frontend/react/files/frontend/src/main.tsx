import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { followSession } from './app/follow-session.ts';
import { createAppRouter } from './app/router.tsx';
import './styles/index.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

const router = createAppRouter();
followSession(() => void router.invalidate());

createRoot(root).render(
  <StrictMode>
    <App router={router} />
  </StrictMode>,
);
