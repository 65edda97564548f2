import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';

const CONNECTIONS = 8;
const SCRIPT = join(import.meta.dirname, 'load.lua');

export function requireWrk() {
  if (spawnSync('wrk', ['--version']).error) throw new Error('wrk is not installed (Debian: apt install wrk)');
}

/** Keeps a service busy: what it answered, `{requests, seconds, failed, p99}`. wrk leaves it a core of its own. */
export async function load(url, { method = 'GET', path, headers = {}, json }, seconds) {
  const given = { ...headers, ...(json && { 'Content-Type': 'application/json' }) };
  const options = Object.entries(given).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
  const request = [method, ...(json ? [JSON.stringify(json)] : [])];
  const wrk = ['--threads', '1', '--connections', CONNECTIONS, '--duration', `${seconds}s`, '--timeout', '10s'];
  const output = await outputOf('wrk', [...wrk, ...options, '--script', SCRIPT, `${url}${path}`, '--', ...request]);
  const found = JSON.parse(output.trim().split('\n').at(-1));
  if (found.failed > 0 || found.requests === 0) throw new Error(`${method} ${path} failed under load:\n${output}`);
  return found;
}

/** Not spawnSync, as this process reads what the service writes to its log meanwhile. */
function outputOf(program, args) {
  const child = spawn(program, args.map(String), { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve(output) : reject(new Error(`${program} failed\n${output}`))));
  });
}
