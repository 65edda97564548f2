// The whole stack in containers, built, started and waited for: `npm run docker`. What is amiss on this machine is said before anything is built.
import { spawnSync } from 'node:child_process';
import { connect } from 'node:net';
import { stripVTControlCharacters } from 'node:util';
import { root } from './parts.mjs';
import { writeEnv } from './setup.mjs';

// The first that looks at a container often while it starts.
const OLDEST_ENGINE = 25;
const PATIENCE = 15_000;

writeEnv(root);
requireEngine();
const published = publishedPorts(readModel());
await refuseTakenPorts();
const { status } = docker(['compose', 'up', '--build', '--detach', '--wait', ...process.argv.slice(2)], { stdio: 'inherit' });
if (status !== 0) fail(`The stack is not up: ${whoFailed() ?? 'see above, and `docker compose logs`.'}`);
announce();

function requireEngine() {
  const { error, status, stdout, stderr } = docker(['version', '--format', '{{.Server.Version}}'], { timeout: PATIENCE });
  if (error?.code === 'ETIMEDOUT') fail('Docker does not answer; is it started? It says nothing.');
  if (error) fail('Docker is needed and there is none: https://docs.docker.com/get-started/get-docker/');
  if (status !== 0) fail(`Docker does not answer; is it started? It says: ${lastLine(stderr)}`);
  if (Number.parseInt(stdout, 10) < OLDEST_ENGINE) fail(`Docker ${OLDEST_ENGINE} or newer is needed; this is ${stdout.trim()}.`);
  if (docker(['compose', 'version']).status !== 0) fail('Docker Compose is needed and there is none: https://docs.docker.com/compose/install/');
}

/** compose.yaml with everything filled in. */
function readModel() {
  const { status, stdout, stderr } = docker(['compose', 'config', '--format', 'json']);
  if (status === 0) return JSON.parse(stdout);
  const [, missing] = /required variable (\S+) is missing/.exec(stderr) ?? [];
  fail(missing ? `${missing} is not set: give it a value in .env; .env.example says what it is.` : lastLine(stderr));
}

function publishedPorts({ services }) {
  return Object.entries(services).flatMap(([service, { ports = [] }]) =>
    ports.map(({ target, published: port }) => ({ service, target: String(target), port: Number(port) })),
  );
}

async function refuseTakenPorts() {
  const lines = [];
  for (const { service, target, port } of published) {
    if (isOurs(service, target, port) || !(await isTaken(port))) continue;
    const variable = `${service.toUpperCase().replaceAll('-', '_')}_PORT`;
    lines.push(`Port ${port} (${service}) is taken. Free it, or move it in .env or here: ${variable}=${port + 10} npm run docker`);
  }
  if (lines.length > 0) fail(lines.join('\n'));
}

/** Whether it is this very stack that listens there. */
function isOurs(service, target, port) {
  return docker(['compose', 'port', service, target]).stdout.trim().endsWith(`:${port}`);
}

function isTaken(port) {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: 1_000 });
    const done = (answer) => () => (socket.destroy(), resolve(answer));
    socket.once('connect', done(true)).once('error', done(false)).once('timeout', done(false));
  });
}

/** The first service that ended or is not well, with the last that it said. */
function whoFailed() {
  const format = '{{.Service}} {{.State}} {{.ExitCode}} {{.Health}}';
  const { stdout } = docker(['compose', 'ps', '--all', '--format', format]);
  const states = stdout.trim().split('\n').map((line) => line.split(' '));
  const failed = states.find(([, state, exit, health]) => state === 'restarting' || exit !== '0' || health === 'unhealthy');
  if (failed === undefined) return undefined;
  const [service, state, , health] = failed;
  const { stdout: said } = docker(['compose', 'logs', '--no-log-prefix', '--tail', '5', service]);
  return `${service} (${health || state}) says: ${lastLine(said)}`;
}

function announce() {
  const lines = published.map(({ service, port }) => `  ${service.padEnd(10)} http://localhost:${port}`);
  console.log(`\nReady:\n${lines.join('\n')}\n\`docker compose down\` ends it; the data stays.\n`);
}

function docker(args, options = {}) {
  return spawnSync('docker', args, { cwd: root, encoding: 'utf8', ...options });
}

function lastLine(text) {
  return stripVTControlCharacters(text).trim().split('\n').at(-1);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
