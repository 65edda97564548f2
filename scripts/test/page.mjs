import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './port.mjs';
import { configureNginx } from './nginx.mjs';

/** The page as a developer has it: vite's own server, from the sources. */
export const startDevelopment = (frontend) => startPage(frontend, vite([]));

/** The built page with its headers: behind nginx with the configuration of its image, or without nginx as `npm run preview` serves it. */
export const startBuilt = (frontend, nginx) =>
  startPage(frontend, nginx === undefined ? vite(['preview']) : behind(nginx));

/** Serves the page on a free port, leading /api to another free one, where the journey starts the API itself. */
async function startPage(frontend, commandFor) {
  const [web, api] = [await freePort(), await freePort()].map(String);
  const { program, args, title, cleanUp = () => undefined } = await commandFor(frontend, web, api);
  const env = { ...process.env, WEB_PORT: web, PORT: api };
  const child = spawn(program, args, { cwd: frontend, env, stdio: ['ignore', 'ignore', 'pipe'] });
  // Read to the end, as a full pipe would stop it; the journey provokes errors, which are worth no line.
  let said = '';
  child.stderr.on('data', (chunk) => (said += chunk));
  const url = `http://127.0.0.1:${web}`;
  const stop = async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    if (child.kill()) await ended;
    cleanUp();
  };
  try {
    await answers(url, child, () => `${title}: ${said}`);
  } catch (error) {
    await stop();
    throw error;
  }
  return { env: { BASE_URL: url, API_PORT: api }, stop };
}

const vite = (words) => () => ({
  title: ['vite', ...words].join(' '),
  program: process.execPath,
  args: ['node_modules/vite/bin/vite.js', ...words, '--host', '127.0.0.1'],
});

const behind = (program) => async (frontend, web, api) => {
  const { file, cleanUp } = await configureNginx(frontend, web, api);
  return { title: 'nginx', program, args: ['-c', file, '-e', 'stderr', '-g', 'daemon off;'], cleanUp };
};

// It is asked and not overheard: what a server prints has colours in one place and none in another.
async function answers(url, child, said) {
  for (let tries = 0; tries < 150; tries += 1) {
    if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode}: ${said()}`);
    const isUp = await fetch(url, { signal: AbortSignal.timeout(5000) }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) return;
    await sleep(200);
  }
  throw new Error(`nothing answers on ${url}: ${said()}`);
}
