// What `npm start` and `npm test` of a clone do first: nothing but Node.js is needed, as a fresh clone has no packages yet.
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Why npm failed, by the code it prints, each with the way out.
 * @type {readonly (readonly [RegExp, string])[]}
 */
const REASONS = [
  [
    /E(AI_AGAIN|NOTFOUND|NETUNREACH|HOSTUNREACH|CONNREFUSED|TIMEDOUT|CONNRESET)|network/,
    'the npm registry cannot be reached; connect this machine and run the command again',
  ],
  [/EACCES|EPERM|EROFS/, `this user may not write to ${root}; run the command as the owner of the clone`],
  [/ENOSPC/, 'the disk is full'],
];

/** Installs the development dependencies where they are missing or older than the lock file; exits with one line where that fails. */
export function installDependencies() {
  if (!isNodeSupported(process.versions.node))
    stop(`Node.js ${process.versions.node} is too old: this project needs 20.19 or newer (or 22.13 or newer).`);
  if (modified('node_modules/.package-lock.json') >= modified('package-lock.json')) return;
  console.error('Installing the development dependencies…');
  const { program, words, shell } = npmCommand([
    'ci',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
    '--loglevel=error',
  ]);
  const { error, status, stderr } = spawnSync(program, words, {
    ...{ cwd: root, encoding: 'utf8', shell },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (error) stop('npm is missing: it comes with Node.js.');
  if (status !== 0) stop(`Cannot install the development dependencies: ${reasonOf(stderr)}.`);
}

/**
 * How npm is called: the npm that runs this script, if one does, as another may be first on the PATH.
 * @param {readonly string[]} args
 */
export function npmCommand(args) {
  const path = process.env.npm_execpath;
  if (path !== undefined && /npm-cli\.c?js$/.test(path))
    return { program: process.execPath, words: [path, ...args], shell: false };
  return { program: 'npm', words: [...args], shell: process.platform === 'win32' };
}

export function isNodeSupported(version) {
  const [major, minor] = version.split('.').map(Number);
  return (major === 20 && minor >= 19) || (major === 22 && minor >= 13) || major > 22;
}

function reasonOf(stderr) {
  const known = REASONS.find(([pattern]) => pattern.test(stderr));
  return (
    known?.[1] ?? lines(stderr).find((line) => !/log of this run|^npm error code/.test(line)) ?? 'npm printed no reason'
  );
}

const lines = (text) =>
  text
    .split('\n')
    .map((line) => line.replace(/^npm (error|ERR!) ?/, '').trim())
    .filter(Boolean);

const modified = (path) => (existsSync(join(root, path)) ? statSync(join(root, path)).mtimeMs : 0);

function stop(line) {
  console.error(line);
  process.exit(1);
}
