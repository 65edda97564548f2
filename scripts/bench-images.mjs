// Measures the images of every backend and frontend, on SQLite: size, build cold and warm, start-up. `npm run bench:images [name…]`.
// Writes what it saw to docs/benchmarks.md. It wants a Docker engine; packages come from the registries, the base images are there already.
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { get } from 'node:http';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'yaml';
import { writeSection } from './bench/document.mjs';
import { importBundled } from './locks/bundled.mjs';
import { run } from './locks/run.mjs';
import { freePort } from './test/port.mjs';
import { outputOf } from './test/run.mjs';

const STARTS = 3;
// What a developer changes between two builds: the first of them that is there.
const SOURCES = ['src/main.ts', 'src/main.tsx', 'app/__init__.py', 'manage.py'];

process.chdir(join(import.meta.dirname, '..'));
const version = await outputOf('docker', ['version', '--format', '{{.Server.Version}}']);
if (version === undefined) throw new Error('a Docker engine is needed');
run(process.execPath, ['scripts/build.mjs']);
const scratch = mkdtempSync(join(tmpdir(), 'technokaizen-images-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

const catalog = (await importBundled('src/catalog.ts')).openCatalog();
const named = process.argv.slice(2);
const wanted = ({ name }) => named.length === 0 || named.includes(name);
const rows = [];
for (const layer of catalog.choices('backend').filter(wanted)) rows.push(await measure(layer, 'backend', 'none'));
for (const layer of catalog.choices('frontend').filter(wanted)) rows.push(await measure(layer, 'frontend', layer.name));
console.log(rows.join('\n'));
if (named.length === 0) writeSection('images', heading(), rows);

async function measure(layer, part, frontend) {
  const name = `bench-${layer.name}`;
  const backend = part === 'backend' ? ['--backend', layer.name] : [];
  const flags = [...backend, '--frontend', frontend, '--deploy', 'docker', '--yes', '--no-install', '--no-git'];
  must(process.execPath, [join(process.cwd(), 'bin/create-technokaizen-app.js'), name, ...flags], scratch);
  const directory = join(scratch, name, part);
  const [base] = [...readFileSync(join(directory, 'Dockerfile'), 'utf8').matchAll(/(?<=^FROM )\S+$/gm)].at(-1) ?? [];
  try {
    const cold = timed(() => must('docker', ['build', '--quiet', '--no-cache', '--tag', name, directory]));
    change(directory);
    const warm = timed(() => must('docker', ['build', '--quiet', '--tag', name, directory]));
    if (part === 'backend') migrate(name);
    const starts = [];
    for (let round = 0; round < STARTS; round += 1) starts.push(await startUp(name, part));
    const start = starts.sort((a, b) => a - b)[Math.floor(STARTS / 2)];
    const [whole, below] = await Promise.all([name, base ?? ''].map(sizeOf));
    const figures = [mega(whole), mega(whole - below), seconds(cold), seconds(warm), start.toFixed(0)];
    return `| ${layer.manifest.title} | ${figures.join(' | ')} |`;
  } finally {
    spawnSync('docker', ['image', 'rm', '--force', name]);
    spawnSync('docker', ['volume', 'rm', '--force', name]);
  }
}

async function sizeOf(image) {
  return Number(await outputOf('docker', ['image', 'inspect', '--format', '{{.Size}}', image]));
}

function change(directory) {
  const place = SOURCES.map((path) => join(directory, path)).find((path) => existsSync(path));
  if (place === undefined) throw new Error(`no source to change in ${directory}`);
  // Never the same, or an earlier run's layer would be found.
  const now = Date.now();
  appendFileSync(place, place.endsWith('.py') ? `\n# ${now}\n` : `\nexport const changed = ${now};\n`);
}

// A new volume is given the owner of the image's directory.
function settingsOf(image, part) {
  if (part === 'frontend') return [];
  const env = { SECRET_KEY: randomBytes(32).toString('hex'), DATABASE_URL: 'sqlite:////data/app.db' };
  return ['--volume', `${image}:/data`, ...Object.entries(env).flatMap(([key, value]) => ['--env', `${key}=${value}`])];
}

function migrate(image) {
  const compose = parse(readFileSync(join(scratch, image, 'compose.yaml'), 'utf8'), { merge: true });
  must('docker', [
    'run',
    '--rm',
    ...settingsOf(image, 'backend'),
    image,
    ...compose.services['backend-migrations'].command,
  ]);
}

/** Milliseconds from `docker run` until the container answers. */
async function startUp(image, part) {
  const [port, target] = [await freePort(), part === 'backend' ? 8000 : 8080];
  const isolation = ['--read-only', '--tmpfs', '/tmp', '--cap-drop', 'ALL'];
  const published = ['--publish', `127.0.0.1:${port}:${target}`];
  const begin = performance.now();
  const id = must('docker', ['run', '--detach', ...published, ...isolation, ...settingsOf(image, part), image]);
  try {
    for (let tries = 0; tries < 600; tries += 1) {
      if (await answers(`http://127.0.0.1:${port}/healthz`)) return performance.now() - begin;
      await sleep(50);
    }
    throw new Error(`${image} does not answer: ${spawnSync('docker', ['logs', id], { encoding: 'utf8' }).stderr}`);
  } finally {
    spawnSync('docker', ['rm', '--force', id]);
  }
}

// By node:http: a `fetch` that Docker's proxy hangs up on leaves Node with nothing to wait for.
function answers(url) {
  return new Promise((resolve) => {
    const request = get(url, { agent: false, timeout: 2000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on('error', () => resolve(false)).on('timeout', () => request.destroy());
  });
}

function timed(work) {
  const begin = performance.now();
  work();
  return performance.now() - begin;
}

function must(program, args, cwd = process.cwd()) {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.slice(0, 3).join(' ')} failed: ${stderr}`);
  return stdout.trim();
}

function mega(bytes) {
  return (bytes / 1e6).toFixed(0);
}

function seconds(milliseconds) {
  return (milliseconds / 1000).toFixed(1);
}

function heading() {
  const [cpu] = cpus();
  return `Docker ${version}, ${cpus().length} cores (${cpu?.model.trim()}), ${new Date().toISOString().slice(0, 10)}. Cold: no layer is there, packages come from
the registry or BuildKit's cache; warm: one source file has changed. Start-up: from \`docker run\` until \`/healthz\` answers, median of ${STARTS}. The base images are
the ones that the machine has under their names, so what comes on top of them counts.

| image | MB | MB on top of its base | build, cold s | build, warm s | start-up ms |
| --- | --: | --: | --: | --: | --: |`;
}
