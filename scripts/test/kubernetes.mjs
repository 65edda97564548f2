// A cluster for the tests, and the programs that look at manifests without one: what LAB provides, or the machine's own.
import { spawnSync } from 'node:child_process';
import { fromLab, labEnvironment, lastLine } from './docker.mjs';
import { outputOf } from './run.mjs';

const LINTERS = ['kubeconform', 'kube-score', 'kustomize'];

/** Answers the environment in which `kubectl` reaches a cluster, and LOAD takes images to it. */
export function findCluster(docker) {
  if (docker === undefined) return { why: 'there is no Docker to build its images' };
  const lab = process.env.LAB;
  const { value, why } = lab ? fromLab(lab, 'cluster') : ofThisMachine();
  if (why !== undefined) return { why: lab ? `${why}${lastWarning(labEnvironment(lab))}` : why };
  const ready = kubectl(['get', '--raw', '/readyz', '--request-timeout=20s'], value);
  if (ready.status !== 0) return { why: `the cluster does not answer: ${lastLine(ready.stderr)}` };
  return { value: lab ? { ...value, LOAD: `${lab} load` } : value };
}

/** What a cluster that did not get ready says itself. */
function lastWarning(env) {
  const template = '{range .items[*]}{.involvedObject.name}: {.message}{"\\n"}{end}';
  const args = [
    'get',
    'events',
    '-A',
    '--field-selector=type=Warning',
    '--sort-by=.lastTimestamp',
    `-o=jsonpath=${template}`,
  ];
  const { status, stdout } = kubectl([...args, '--request-timeout=20s'], env);
  const warning = status === 0 ? lastLine(stdout) : '';
  return warning && `; ${warning.slice(0, 500)}`;
}

/** Never a cluster that somebody else uses: kind's, or the one that LOAD takes images to. */
function ofThisMachine() {
  const { error, status, stdout } = kubectl(['config', 'current-context'], {});
  if (error) return { why: 'there is no kubectl on the PATH' };
  if (status !== 0) return { why: 'kubectl has no cluster (kind create cluster)' };
  const isMeant = stdout.startsWith('kind-') || process.env.LOAD !== undefined;
  return isMeant ? { value: {} } : { why: `LOAD does not say how images get to the cluster of ${stdout.trim()}` };
}

function kubectl(args, env) {
  return spawnSync('kubectl', args, { encoding: 'utf8', env: { ...process.env, ...env }, timeout: 60_000 });
}

/** Answers the environment that has Helm. */
export function findHelm() {
  const lab = process.env.LAB;
  // Under a lock, as .ci/run may be at it too.
  if (lab && spawnSync('flock', [lab, lab, 'tools', 'helm'], { stdio: 'ignore' }).status === 0)
    return { value: labEnvironment(lab) };
  return outputOf('helm', ['version']) ? { value: {} } : { why: 'there is no helm on the PATH' };
}

/** Answers the environment that has Kustomize, kubeconform with its schemas, and kube-score, each as far as it is there. */
export function findKubernetesLinters() {
  const lab = process.env.LAB;
  // Under a lock, as .ci/run may be at it too.
  if (lab && spawnSync('flock', [lab, lab, 'tools', ...LINTERS], { stdio: 'ignore' }).status === 0)
    return { value: { ...labEnvironment(lab), KUSTOMIZE: 'kustomize build' } };
  const found = ['kubectl kustomize', 'kustomize build'].find((words) => outputOf('sh', ['-c', `${words} --help`]));
  return found ? { value: { KUSTOMIZE: found } } : { why: 'there is neither kubectl nor kustomize on the PATH' };
}
