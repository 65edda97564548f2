// A Docker engine for the tests: what LAB provides, or the machine's own.
import { spawnSync } from 'node:child_process';

/** Answers the environment in which `docker` reaches an engine. */
export function findDocker() {
  const lab = process.env.LAB;
  const { value, why } = lab ? fromLab(lab, 'engine') : { value: {} };
  if (why !== undefined) return { why };
  const env = { ...process.env, ...value };
  const [compose, version] = [['compose', 'version'], ['version']].map((args) =>
    spawnSync('docker', args, { encoding: 'utf8', env, timeout: 60_000 }),
  );
  if (compose.error || compose.status !== 0) return { why: 'there is no `docker compose` on the PATH' };
  return version.status === 0 ? { value } : { why: `its engine does not answer: ${lastLine(version.stderr)}` };
}

/**
 * LAB is a program: `up engine` returns once an engine is up, at once where it is, `up cluster` does so for Kubernetes, and `env` prints the
 * lines of a shell that lead to them. Only the tests of containers get these variables, as its PATH has other tools too.
 */
export function fromLab(lab, what) {
  const up = spawnSync(lab, ['up', what], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  if (up.status !== 0) return { why: `${lab} up ${what} failed: ${up.error?.message ?? lastLine(up.stderr)}` };
  return { value: labEnvironment(lab) };
}

export function labEnvironment(lab) {
  const shell = spawnSync('bash', ['-c', 'eval "$("$0" env)"; env -0', lab], { encoding: 'utf8' });
  const lines = shell.stdout.split('\0').map((line) => line.match(/^(PATH|(?:DOCKER|KUBE)\w+)=(.*)$/s));
  return Object.fromEntries(lines.filter(Boolean).map(([, name, text]) => [name, text]));
}

export function lastLine(text) {
  return text.trim().split('\n').at(-1);
}
