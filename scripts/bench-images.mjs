// Measures the images of every backend and frontend, on SQLite: size, build cold and warm, start-up. `npm run bench:images [name…]`.
// Writes what it saw to docs/benchmarks.md. It wants a Docker engine; packages come from the registries, the base images are there already.
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeSection } from './bench/document.mjs';
import { importBundled } from './locks/bundled.mjs';
import { freePort } from './test/port.mjs';
import { outputOf, run } from './test/run.mjs';

const STARTS = 3;
// What a developer changes between two builds: the first of them that is there.
const SOURCES = ['src/main.ts', 'src/main.tsx', 'app/__init__.py', 'manage.py'];

process.chdir(join(import.meta.dirname, '..'));
const version = outputOf('docker', ['version', '--format', '{{.Server.Version}}']);
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
  const [base] = readFileSync(join(directory, 'Dockerfile'), 'utf8')
    .match(/(?<=^FROM )\S+$/gm)
    .slice(-1);
  try {
    const cold = timed(() => must('docker', ['build', '--quiet', '--no-cache', '--tag', name, directory]));
    change(directory);
    const warm = timed(() => must('docker', ['build', '--quiet', '--tag', name, directory]));
    const starts = [];
    for (let round = 0; round < STARTS; round += 1) starts.push(await startUp(name, part));
    const start = starts.sort((a, b) => a - b)[Math.floor(STARTS / 2)];
    const [whole, below] = [name, base].map((image) =>
      Number(outputOf('docker', ['image', 'inspect', '--format', '{{.Size}}', image])),
    );
    const figures = [mega(whole), mega(whole - below), seconds(cold), seconds(warm), start.toFixed(0)];
    return `| ${layer.manifest.title} | ${figures.join(' | ')} |`;
  } finally {
    spawnSync('docker', ['image', 'rm', '--force', name]);
  }
}

function change(directory) {
  const place = SOURCES.map((path) => join(directory, path)).find((path) => existsSync(path));
  if (place === undefined) throw new Error(`no source to change in ${directory}`);
  appendFileSync(place, place.endsWith('.py') ? '\n# changed\n' : '\nexport const changed = true;\n');
}

/** Milliseconds from `docker run` until the container answers; the database is an empty file. */
async function startUp(image, part) {
  const [port, target] = [await freePort(), part === 'backend' ? 8000 : 8080];
  const settings = part === 'backend' ? { SECRET_KEY: 'k3Jd92'.repeat(8), DATABASE_URL: 'sqlite:////tmp/app.db' } : {};
  const env = Object.entries(settings).flatMap(([key, value]) => ['--env', `${key}=${value}`]);
  const isolation = ['--read-only', '--tmpfs', '/tmp', '--cap-drop', 'ALL'];
  const begin = performance.now();
  const id = must('docker', [
    'run',
    '--detach',
    '--rm',
    '--publish',
    `127.0.0.1:${port}:${target}`,
    ...isolation,
    ...env,
    image,
  ]);
  try {
    for (let tries = 0; tries < 600; tries += 1) {
      if (await answers(`http://127.0.0.1:${port}/healthz`)) return performance.now() - begin;
      await sleep(50);
    }
    throw new Error(`${image} does not answer: ${outputOf('docker', ['logs', id])}`);
  } finally {
    spawnSync('docker', ['stop', id]);
  }
}

const answers = (url) =>
  fetch(url, { signal: AbortSignal.timeout(2000) }).then(
    ({ ok }) => ok,
    () => false,
  );

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

const mega = (bytes) => (bytes / 1e6).toFixed(0);
const seconds = (milliseconds) => (milliseconds / 1000).toFixed(1);

function heading() {
  const [cpu] = cpus();
  return `Docker ${version}, ${cpus().length} cores (${cpu?.model.trim()}), ${new Date().toISOString().slice(0, 10)}. Cold: no layer is there, packages come from
the registry or BuildKit's cache; warm: one source file has changed. Start-up: from \`docker run\` until \`/healthz\` answers, median of ${STARTS}. The base images are
the ones that the machine has under their names, so what comes on top of them counts.

| image | MB | MB on top of its base | build, cold s | build, warm s | start-up ms |
| --- | --: | --: | --: | --: | --: |`;
}
