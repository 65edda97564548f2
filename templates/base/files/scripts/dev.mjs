// Starts every part with reloading, and ends them all together: `npm start`.
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { parts, portOf, runVerb, start } from './parts.mjs';
import { setup } from './setup.mjs';

const READY_WITHIN = 120_000;
const GRACE = 8_000;
const isWindows = process.platform === 'win32';
const running = new Map();
let stopping = false;

await refuseTakenPorts();
await setup();
for (const part of parts.filter(({ verbs }) => verbs.migrate)) {
  if ((await runVerb(part, 'migrate')) !== 0) fail(`The migrations of ${part.directory} failed: see above.`);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(0));
// npm may be killed without handing the signal on: nobody is left to stop this process then.
const parent = process.ppid;
setInterval(() => process.ppid !== parent && stop(0), 1_000).unref();
for (const part of parts) launch(part);
await Promise.all(parts.map(ready));
if (!stopping) announce();

async function refuseTakenPorts() {
  const taken = [];
  for (const part of parts) if (await isTaken(Number(portOf(part)))) taken.push(part);
  if (taken.length === 0) return;
  const lines = taken.map((part) => `Port ${portOf(part)} (${part.title}) is taken. Free it, or move it: ${part.port.variable}=${Number(portOf(part)) + 10} npm start`);
  fail(lines.join('\n'));
}

async function isTaken(port) {
  if (!Number.isInteger(port) || port < 1 || port > 65_535) fail(`"${port}" is no port: use a number from 1 to 65535.`);
  const answers = await Promise.all(['127.0.0.1', '::1'].map((host) => accepts(host, port)));
  return answers.includes(true);
}

function accepts(host, port) {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1_000 });
    const done = (answer) => () => (socket.destroy(), resolve(answer));
    socket.once('connect', done(true)).once('error', done(false)).once('timeout', done(false));
  });
}

// On POSIX each part leads a process group, so that what it starts ends with it.
function launch(part) {
  const child = start(part, part.verbs.dev[0], { stdio: ['ignore', 'pipe', 'pipe'], detached: !isWindows, env: environment(part) });
  running.set(part, child);
  const width = Math.max(...parts.map(({ name }) => name.length));
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => console.log(`${part.name.padEnd(width)} | ${line}`));
  }
  child.once('error', (error) => ended(part, error.message));
  child.once('exit', (code, signal) => ended(part, `exit code ${code ?? signal}`));
}

// A page needs to know where the API is; a service needs its own port only.
function environment(part) {
  const [api] = parts;
  return { ...process.env, [api.port.variable]: portOf(api), [part.port.variable]: portOf(part) };
}

function ended(part, why) {
  running.delete(part);
  if (stopping) return;
  console.error(`${part.name} has ended (${why}): stopping the others.`);
  stop(1);
}

function stop(code) {
  if (stopping) return;
  stopping = true;
  for (const child of running.values()) kill(child, 'SIGTERM');
  const deadline = Date.now() + GRACE;
  const timer = setInterval(() => {
    if (running.size > 0 && Date.now() < deadline) return;
    clearInterval(timer);
    for (const child of running.values()) kill(child, 'SIGKILL');
    process.exit(code);
  }, 50);
}

function kill(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (isWindows) start(parts[0], `taskkill /PID ${child.pid} /T /F`, { stdio: 'ignore' });
    else process.kill(-child.pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}

async function ready(part) {
  const url = `http://localhost:${portOf(part)}${part.health ?? '/'}`;
  const deadline = Date.now() + READY_WITHIN;
  while (!stopping && Date.now() < deadline) {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  if (!stopping) console.error(`${part.name} has not answered at ${url} yet: see its output above.`);
}

function announce() {
  const lines = parts.map((part) => `  ${part.title.padEnd(10)} http://localhost:${portOf(part)}${part.about ? `  (${part.about})` : ''}`);
  console.log(`\nReady:\n${lines.join('\n')}\nCtrl-C ends everything.\n`);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
