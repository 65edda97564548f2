import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './port.mjs';

/** Serves a built page on a free port, leading /api to another free one, where the journey starts the API itself. */
export async function startPage(frontend) {
  const [web, api] = [await freePort(), await freePort()].map(String);
  const vite = ['node_modules/vite/bin/vite.js', 'preview', '--host', '127.0.0.1'];
  const env = { ...process.env, WEB_PORT: web, PORT: api };
  const child = spawn(process.execPath, vite, { cwd: frontend, env, stdio: ['ignore', 'ignore', 'pipe'] });
  // Read to the end, as a full pipe would stop it; the journey provokes errors, which are worth no line.
  let said = '';
  child.stderr.on('data', (chunk) => (said += chunk));
  const url = `http://127.0.0.1:${web}`;
  const stop = () => child.kill();
  try {
    await answers(url, child, () => said);
  } catch (error) {
    stop();
    throw error;
  }
  return { env: { BASE_URL: url, API_PORT: api }, stop };
}

// It is asked and not overheard: what a server prints has colours in one place and none in another.
async function answers(url, child, said) {
  for (let tries = 0; tries < 150; tries += 1) {
    if (child.exitCode !== null) throw new Error(`vite preview ended with ${child.exitCode}: ${said()}`);
    const isUp = await fetch(url, { signal: AbortSignal.timeout(5000) }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) return;
    await sleep(200);
  }
  throw new Error(`vite preview does not answer on ${url}: ${said()}`);
}
