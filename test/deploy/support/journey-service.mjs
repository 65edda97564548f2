// What the journey starts and stops as "the service": the backend's container, recreated with the journey's variables.
// `node journey-service.mjs SETTINGS`, a JSON file of { repo, env, compose }.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const { repo, env, compose } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const { SECRET_KEY, ACCESS_TOKEN_TTL, REFRESH_TOKEN_TTL, AUTH_RATE_LIMIT, LOG_LEVEL } = process.env;
const settings = { ACCESS_TOKEN_TTL, REFRESH_TOKEN_TTL, AUTH_RATE_LIMIT, LOG_LEVEL, BACKEND_SECRET_KEY: SECRET_KEY };

for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(run('stop', 'backend')));
const status = run('up', '--detach', '--no-deps', '--wait', 'backend');
if (status !== 0) process.exit(status);
setInterval(() => undefined, 60_000);

function run(...args) {
  const options = { cwd: repo, env: { ...env, ...settings }, stdio: 'inherit' };
  return spawnSync('docker', [...compose, ...args], options).status ?? 1;
}
