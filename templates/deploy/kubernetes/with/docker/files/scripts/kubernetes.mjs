// A release on the cluster that kubectl's context names: the migrations to their end, then the new pods. `npm run kubernetes` builds the images and
// brings up the development overlay on a cluster of this machine; `npm run kubernetes -- staging` releases what that overlay names. What is amiss is
// said before anything is applied.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parts, root } from './parts.mjs';

const [overlay = 'development'] = process.argv.slice(2);
const directory = join(root, 'deploy', 'kubernetes', 'overlays', overlay);
const isDevelopment = overlay === 'development';
// How long a step may take until it is given up.
const PATIENCE = 300_000;
const started = Date.now();
const COMPONENT = 'app.kubernetes.io/component';

if (!existsSync(directory)) fail(`There is no overlay "${overlay}" in deploy/kubernetes/overlays.`);
const context = requireCluster();
const load = isDevelopment ? loaderFor(context) : undefined;
if (isDevelopment) writeSecrets();
const manifests = render();
const [, namespace] = /^ {2}namespace: (\S+)$/m.exec(manifests) ?? fail(`${overlay} names no namespace.`);
if (isDevelopment) buildAndLoad();
console.log(`Releasing ${overlay} in ${namespace}, context ${context} …`);
apply(`${COMPONENT}=namespace`);
if (!isDevelopment) requireSecrets();
const before = new Set(pods().map(({ metadata }) => metadata.uid));
apply(`${COMPONENT} notin (api, page, migrations)`);
await rolledOut('statefulsets');
await migrate();
await rollOut();
announce();

/** The name of the context, once its cluster has answered. */
function requireCluster() {
  const { error, status, stdout, stderr } = kubectl(['config', 'current-context']);
  if (error) fail('kubectl is needed and there is none: https://kubernetes.io/docs/tasks/tools/');
  if (status !== 0) fail(`kubectl has no cluster (${lastLine(stderr)}); one on this machine: kind create cluster`);
  const name = stdout.trim();
  const ready = kubectl(['get', '--raw', '/readyz', '--request-timeout=10s'], { timeout: 20_000 });
  if (ready.status !== 0) fail(`The cluster of the context ${name} does not answer: ${lastLine(ready.stderr) || 'it says nothing.'}`);
  return name;
}

/** The program that takes images to the cluster, as words; none where the cluster sees this machine's. */
function loaderFor(name) {
  if (process.env.LOAD) return process.env.LOAD === 'none' ? [] : process.env.LOAD.split(' ');
  if (name.startsWith('kind-')) return ['kind', 'load', 'docker-image', '--name', name.slice('kind-'.length)];
  fail(
    `How do images get to the cluster of the context ${name}? Say it: LOAD="minikube image load" npm run kubernetes, or LOAD=none where it sees this machine's.`,
  );
}

/** Each service's `.env` out of its `.env.example`: a word that begins with change-me becomes a random text, the same wherever it stands. */
function writeSecrets() {
  for (const { name } of parts) {
    const [example, target] = ['.env.example', '.env'].map((file) => join(directory, name, file));
    if (!existsSync(example) || existsSync(target)) continue;
    const texts = new Map();
    const secretFor = (word) => texts.get(word) ?? texts.set(word, randomBytes(32).toString('hex')).get(word);
    const lines = readFileSync(example, 'utf8').split('\n').filter((line) => !line.startsWith('#'));
    writeFileSync(target, lines.join('\n').trimStart().replace(/change-me[\w-]*/g, secretFor), { mode: 0o600 });
  }
}

function render() {
  const { status, stdout, stderr } = kubectl(['kustomize', directory]);
  if (status !== 0) fail(`The overlay ${overlay} can't be put together: ${lastLine(stderr)}`);
  return stdout;
}

function buildAndLoad() {
  const { error, status, stderr } = docker(['version']);
  if (error) fail('Docker is needed to build the images, and there is none: https://docs.docker.com/get-started/get-docker/');
  if (status !== 0) fail(`Docker does not answer; is it started? It says: ${lastLine(stderr)}`);
  const named = new Set([...manifests.matchAll(/^\s+(?:- )?image: (\S+)$/gm)].map(([, image]) => image));
  const images = parts.map((part) => ({ part, image: [...named].find((name) => name.endsWith(`-${part.name}:dev`)) }));
  for (const { part, image } of images) {
    console.log(`Building ${image} …`);
    if (docker(['build', '--tag', image, part.directory], { stdio: 'inherit' }).status !== 0) fail(`${image} can't be built: see above.`);
  }
  loadImages(images.map(({ image }) => image));
}

function loadImages(images) {
  const [program, ...args] = load;
  if (program === undefined) return;
  const { error, status } = spawnSync(program, [...args, ...images], { stdio: ['ignore', 'inherit', 'inherit'] });
  if (error) fail(`${program} is needed to take the images to the cluster, and there is none. LOAD says another way.`);
  if (status !== 0) fail(`The images did not get to the cluster: ${load.join(' ')} failed, see above.`);
}

/** A pod without its secret would wait for it: each one that is missing is named before any pod is made. */
function requireSecrets() {
  const asked = new Map();
  for (const [, key, name] of manifests.matchAll(/secretKeyRef:\n\s+key: (\S+)\n\s+name: (\S+)/g))
    asked.set(name, new Set([...(asked.get(name) ?? []), key]));
  for (const [name, keys] of asked) {
    const found = kubectl(['--namespace', namespace, 'get', 'secret', name, '--output=json']);
    const data = found.status === 0 ? (JSON.parse(found.stdout).data ?? {}) : {};
    const missing = [...keys].filter((key) => !data[key]);
    if (missing.length === 0) continue;
    const literals = [...keys].map((key) => `--from-literal=${key}=…`).join(' ');
    fail(
      `The secret ${name} in ${namespace} has no ${missing.join(', ')}; make it: kubectl --namespace ${namespace} create secret generic ${name} ${literals}`,
    );
  }
}

/** Applies what the selector names; everything without one. */
function apply(selector) {
  const chosen = selector === undefined ? [] : ['--selector', selector];
  const { status, stderr } = kubectl(['apply', '--kustomize', directory, ...chosen], { stdio: ['ignore', 'ignore', 'pipe'] });
  if (status !== 0) fail(`The cluster refuses ${overlay}: ${lastLine(stderr)}`);
}

/** A Job can't be changed: the one of the last release goes, this release's runs to its end. */
async function migrate() {
  console.log('Migrating …');
  const ofMigrations = `${COMPONENT}=migrations`;
  kubectl(['--namespace', namespace, 'delete', 'job', '--selector', ofMigrations, '--ignore-not-found', '--wait']);
  apply(ofMigrations);
  await until('The migrations', () => {
    const jobs = items(['jobs', '--selector', ofMigrations]);
    const failed = jobs.find((job) => hasCondition(job, 'Failed'));
    if (failed) fail(`${failed.metadata.name} failed: ${lastWords('job', failed.metadata.name)}`);
    return jobs.every((job) => hasCondition(job, 'Complete'));
  });
}

async function rollOut() {
  console.log('Rolling out …');
  const running = items(['deployments']);
  apply();
  // The tag of development stays the same whatever was built.
  if (isDevelopment && running.length > 0) kubectl(['--namespace', namespace, 'rollout', 'restart', 'deployment']);
  await rolledOut('deployments');
}

async function rolledOut(kind) {
  await until(`What is new among the ${kind}`, () => items([kind]).every(isUp));
}

/** Whether all that is wanted is there, ready, and of the last form. */
function isUp({ metadata, spec, status }) {
  const { observedGeneration = 0, replicas = 0, updatedReplicas = 0, readyReplicas = 0 } = status;
  const wanted = spec.replicas ?? 1;
  return observedGeneration >= metadata.generation && [replicas, updatedReplicas, readyReplicas].every((count) => count === wanted);
}

/** Waits until it is done, and gives up on the first pod that can't get there. */
async function until(what, isDone) {
  for (const end = Date.now() + PATIENCE; Date.now() < end; await sleep(1_000)) {
    if (isDone()) return;
    const trouble = pods().filter(({ metadata }) => !before.has(metadata.uid)).map(troubleOf).find(Boolean) ?? refusedPod();
    if (trouble) fail(trouble);
  }
  fail(`${what} did not get ready in ${PATIENCE / 1_000} seconds: ${pods().map(troubleOf).find(Boolean) ?? `see kubectl --namespace ${namespace} get events`}`);
}

/** Why a pod is not even made, where it was tried more than twice since the beginning: a quota, a policy, an account that is missing. */
function refusedPod() {
  const events = items(['events', '--field-selector', 'type=Warning,reason=FailedCreate']);
  return events.find(({ count, lastTimestamp }) => count > 2 && Date.parse(lastTimestamp) > started)?.message;
}

/** Why a pod does not start, in one line; nothing where it may yet. */
function troubleOf({ metadata, status }) {
  const { initContainerStatuses = [], containerStatuses = [] } = status;
  for (const { name, image, state, restartCount } of [...initContainerStatuses, ...containerStatuses]) {
    const { reason = '', message = '' } = state.waiting ?? {};
    if (/Image/.test(reason)) return `${metadata.name} waits: the image ${image} is not in the cluster (${reason}).`;
    if (/Config/.test(reason)) return `${metadata.name} waits: ${message || reason}.`;
    if (reason === 'CrashLoopBackOff' && restartCount > 1) return `${metadata.name} ends again and again: ${lastWords('pod', metadata.name, name)}`;
  }
  return undefined;
}

/** The last line that it has said. */
function lastWords(kind, name, container) {
  const from = container === undefined ? [] : ['--container', container, '--previous'];
  return lastLine(kubectl(['--namespace', namespace, 'logs', `${kind}/${name}`, '--tail=1', ...from]).stdout) || 'it said nothing.';
}

function pods() {
  return items(['pods']);
}

function items(what) {
  const { status, stdout } = kubectl(['--namespace', namespace, 'get', ...what, '--output=json']);
  return status === 0 ? JSON.parse(stdout).items : [];
}

function hasCondition({ status }, type) {
  return (status.conditions ?? []).some((condition) => condition.type === type && condition.status === 'True');
}

function announce() {
  const front = parts.at(-1);
  const [service] = items(['services']).filter(({ metadata }) => metadata.name === front.name);
  const { port } = service.spec.ports[0];
  console.log(`\nReady, ${overlay} in ${namespace}. From this machine:`);
  console.log(`  kubectl --namespace ${namespace} port-forward service/${front.name} 8080:${port}`);
  console.log(`  http://localhost:8080`);
  if (isDevelopment) console.log(`\`kubectl delete namespace ${namespace}\` ends it, and its data.`);
}

function kubectl(args, options = {}) {
  return spawnSync('kubectl', args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, ...options });
}

function docker(args, options = {}) {
  return spawnSync('docker', args, { cwd: root, encoding: 'utf8', ...options });
}

function lastLine(text) {
  return (text ?? '').trim().split('\n').at(-1);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
