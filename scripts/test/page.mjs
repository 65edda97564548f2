import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from './port.mjs';

/** Serves a built page on a free port, leading /api to another free one, where the journey starts the API itself. */
export async function startPage(frontend) {
  const [web, api] = [await freePort(), await freePort()].map(String);
  const vite = ['node_modules/vite/bin/vite.js', 'preview', '--host', '127.0.0.1'];
  const env = { ...process.env, WEB_PORT: web, PORT: api };
  const child = spawn(process.execPath, vite, { cwd: frontend, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const url = `http://127.0.0.1:${web}`;
  await Promise.race([
    said(child, url),
    once(child, 'exit').then(() => Promise.reject(new Error('vite preview ended'))),
  ]);
  return { env: { BASE_URL: url, API_PORT: api }, stop: () => child.kill() };
}

// The stream is read to the end, as a full pipe would stop the server.
const said = (child, words) =>
  new Promise((resolve) => {
    let text = '';
    child.stdout.on('data', (chunk) => (text += chunk).includes(words) && resolve());
  });
