// What the journey starts and stops as "the service": the backend's container, recreated with the journey's variables and reached past the page
// on the journey's own port. `node journey-service.mjs SETTINGS`, a JSON file of { repo, env }.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const { repo, env } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const { PORT, SECRET_KEY, ACCESS_TOKEN_TTL, REFRESH_TOKEN_TTL, AUTH_RATE_LIMIT, LOG_LEVEL } = process.env;
const settings = { ACCESS_TOKEN_TTL, REFRESH_TOKEN_TTL, AUTH_RATE_LIMIT, LOG_LEVEL, BACKEND_SECRET_KEY: SECRET_KEY };
const published = join(repo, '..', 'published.yaml');

writeFileSync(published, `services:\n  backend:\n    ports: ["127.0.0.1:${PORT}:8000"]\n`);
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(compose('stop', 'backend')));
const status = compose('up', '--detach', '--no-deps', '--wait', 'backend');
if (status !== 0) process.exit(status);
setInterval(() => undefined, 60_000);

function compose(...args) {
  const command = ['compose', '--file', 'compose.yaml', '--file', published, ...args];
  return spawnSync('docker', command, { cwd: repo, env: { ...env, ...settings }, stdio: 'inherit' }).status ?? 1;
}
