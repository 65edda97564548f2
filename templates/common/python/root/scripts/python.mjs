// Python's part of the set-up. `check`: is there a Python that will do? `setup`: a virtual environment in the current directory with exactly
// what requirements-dev.txt names. Uses uv where it is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const MINIMUM = [3, 11];
const LOCK = 'requirements-dev.txt';
const isWindows = process.platform === 'win32';
const venvPython = join('.venv', isWindows ? 'Scripts' : 'bin', isWindows ? 'python.exe' : 'python');

function check() {
  if (!hasUv()) findPython();
}

function setup() {
  const withUv = hasUv();
  if (existsSync('.venv') && !works(withUv)) rmSync('.venv', { recursive: true });
  if (withUv) return setupWithUv();
  if (!existsSync('.venv')) run([...findPython(), '-m', 'venv', '.venv']);
  // The lock names everything: without a resolution pip is faster, and older ones stumble over none.
  run([venvPython, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', '--require-hashes', '-r', LOCK]);
}

function setupWithUv() {
  if (!existsSync('.venv')) run(['uv', 'venv', '--quiet', '--python', `>=${MINIMUM.join('.')}`, '.venv']);
  run(['uv', 'pip', 'sync', '--quiet', '--require-hashes', '--python', venvPython, LOCK]);
}

/** The first Python that is new enough and can make virtual environments, as the words that start it. */
function findPython() {
  const candidates = [process.env.PYTHON, 'python3', 'python', 'python3.14', 'python3.13', 'python3.12', 'python3.11', isWindows && 'py'];
  const found = candidates.filter(Boolean).map(inspect).filter(Boolean);
  const recent = found.filter(({ version }) => isRecent(version));
  const usable = recent.find(({ venv }) => venv);
  if (usable) return [usable.program];
  const wanted = `Python ${MINIMUM.join('.')} or newer`;
  if (recent.length > 0) fail(`${recent[0].program} has no venv module: install it (Debian, Ubuntu: apt install python3-venv).`);
  if (found.length > 0) fail(`${wanted} is needed; ${found[0].program} is ${found[0].version.join('.')}. Install a newer one, or name it: PYTHON=/path/to/python3`);
  fail(`${wanted} is needed and there is none. Install it (https://www.python.org/downloads/), or name it: PYTHON=/path/to/python3`);
}

function inspect(program) {
  const code = 'import sys, importlib.util as u; print(*sys.version_info[:2], all(map(u.find_spec, ("venv", "ensurepip"))), bool(u.find_spec("pip")))';
  const { status, stdout } = spawnSync(program, ['-c', code], { encoding: 'utf8' });
  if (status !== 0) return undefined;
  const [major, minor, venv, pip] = stdout.trim().split(' ');
  return { program, version: [Number(major), Number(minor)], venv: venv === 'True', pip: pip === 'True' };
}

const isRecent = ([major, minor]) => major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1]);

// A virtual environment breaks when its directory or its Python moves. One that uv has made has no pip.
function works(withUv) {
  const found = inspect(venvPython);
  return found !== undefined && isRecent(found.version) && (withUv || found.pip);
}

function hasUv() {
  return spawnSync('uv', ['--version'], { stdio: 'ignore' }).status === 0;
}

function run([program, ...args]) {
  const { status, error } = spawnSync(program, args, { stdio: 'inherit' });
  if (status !== 0) fail(`${program} ${args.slice(0, 3).join(' ')} … failed${error ? `: ${error.message}` : ''}.`);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}

const [verb] = process.argv.slice(2);
if (verb === 'check') check();
else if (verb === 'setup') setup();
else fail('usage: node python.mjs check|setup');
