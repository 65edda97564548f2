// A Docker engine, a cluster and the programs for their files: LAB's, or the machine's own.
import { finish, lastLine, outputOf } from './run.mjs';

/** @typedef {import('./tools.mjs').Found} Found */

const LINTERS = ['kubeconform', 'kube-score', 'kustomize'];

/**
 * The variables with which `docker` reaches an engine.
 * @returns {Promise<Found>}
 */
export async function findDocker() {
  const found = process.env.LAB ? await fromLab(process.env.LAB, 'engine') : { value: {} };
  if (!('value' in found)) return found;
  const options = { env: { ...process.env, ...found.value }, timeout: 60_000 };
  if ((await finish('docker', ['compose', 'version'], options)).status !== 0)
    return { why: '`docker compose` is not on the PATH' };
  const { status, stderr } = await finish('docker', ['version'], options);
  return status === 0 ? found : { why: `its engine does not answer: ${lastLine(stderr)}` };
}

/**
 * LAB is a program: `up engine` returns once an engine is up, `up cluster` does so for Kubernetes, and `env` prints the lines of a shell that
 * lead to them. Only the steps with containers get these variables, as its PATH has other tools too.
 * @param {string} lab
 * @param {'engine' | 'cluster'} target
 * @returns {Promise<Found>}
 */
async function fromLab(lab, target) {
  const { status, stderr } = await finish(lab, ['up', target]);
  return status === 0
    ? { value: await labEnvironment(lab) }
    : { why: `${lab} up ${target} failed: ${lastLine(stderr)}` };
}

/** @param {string} lab */
async function labEnvironment(lab) {
  const { stdout } = await finish('bash', ['-c', 'eval "$("$0" env)"; env -0', lab]);
  const lines = stdout.split('\0').map((line) => /^(PATH|(?:DOCKER|KUBE)\w+)=(.*)$/s.exec(line));
  return Object.fromEntries(lines.flatMap((line) => (line === null ? [] : [[line[1], line[2]]])));
}

/**
 * The variables with which `kubectl` reaches a cluster, and LOAD takes images to it.
 * @param {Found} docker
 * @returns {Promise<Found>}
 */
export async function findCluster(docker) {
  if (!('value' in docker)) return { why: 'it needs Docker, to build its images' };
  const lab = process.env.LAB;
  const found = lab ? await fromLab(lab, 'cluster') : await ofThisMachine();
  if (!('value' in found)) return lab ? { why: `${found.why}${await lastWarning(await labEnvironment(lab))}` } : found;
  const { status, stderr } = await kubectl(['get', '--raw', '/readyz', '--request-timeout=20s'], found.value);
  if (status !== 0) return { why: `the cluster does not answer: ${lastLine(stderr)}` };
  return { value: { ...docker.value, ...found.value, CLUSTER: 'yes', ...(lab && { LOAD: `${lab} load` }) } };
}

/**
 * The last warning of a cluster that did not become ready.
 * @param {Readonly<Record<string, string>>} env
 */
async function lastWarning(env) {
  const template = '{range .items[*]}{.involvedObject.name}: {.message}{"\\n"}{end}';
  const filter = ['-A', '--field-selector=type=Warning', '--sort-by=.lastTimestamp', `-o=jsonpath=${template}`];
  const { status, stdout } = await kubectl(['get', 'events', ...filter, '--request-timeout=20s'], env);
  const warning = status === 0 ? lastLine(stdout) : '';
  return warning && `; ${warning.slice(0, 500)}`;
}

/**
 * Never a cluster that somebody else uses: kind's, or one that LOAD takes images to.
 * @returns {Promise<Found>}
 */
async function ofThisMachine() {
  const { status, stdout, stderr } = await kubectl(['config', 'current-context'], {});
  if (status === undefined) return { why: 'kubectl is not on the PATH' };
  if (status !== 0) return { why: `kubectl has no cluster (kind create cluster): ${lastLine(stderr)}` };
  const isMeant = stdout.startsWith('kind-') || process.env.LOAD !== undefined;
  return isMeant ? { value: {} } : { why: `LOAD does not say how images get to the cluster of ${stdout}` };
}

/**
 * @param {readonly string[]} args
 * @param {Readonly<Record<string, string>>} env
 */
const kubectl = (args, env) => finish('kubectl', args, { env: { ...process.env, ...env }, timeout: 60_000 });

/**
 * Tools that LAB installs, one caller at a time, as two would build the same at once.
 * @param {readonly string[]} names
 */
async function fromLabTools(names) {
  const { LAB } = process.env;
  if (!LAB || (await finish('flock', [LAB, LAB, 'tools', ...names])).status !== 0) return undefined;
  return labEnvironment(LAB);
}

/** @returns {Promise<Found>} */
export async function findHelm() {
  const value = await fromLabTools(['helm']);
  if (value !== undefined) return { value };
  return (await outputOf('helm', ['version'])) ? { value: {} } : { why: 'helm is not on the PATH' };
}

/**
 * Kustomize, kubeconform with its schemas, and kube-score, each as far as it is there.
 * @returns {Promise<Found>}
 */
export async function findKubernetesLinters() {
  const value = await fromLabTools(LINTERS);
  if (value !== undefined) return { value: { ...value, KUSTOMIZE: 'kustomize build' } };
  for (const words of ['kubectl kustomize', 'kustomize build'])
    if (await outputOf('sh', ['-c', `${words} --help`])) return { value: { KUSTOMIZE: words } };
  return { why: 'neither kubectl nor kustomize is on the PATH' };
}
