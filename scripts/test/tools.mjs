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

const SCHEMATHESIS = '4.32.5';

/** schemathesis in a virtual environment under node_modules/.cache, installed there on first use. */
export function findSchemathesis() {
  if (process.env.SCHEMATHESIS_BIN) return { value: process.env.SCHEMATHESIS_BIN };
  const folder = join(root, 'node_modules', '.cache', `schemathesis-${SCHEMATHESIS}`);
  const value = join(folder, 'bin', 'schemathesis');
  if (outputOf(value, ['--version']) !== undefined) return { value };
  const made = spawnSync('python3', ['-m', 'venv', folder], { encoding: 'utf8' });
  const pip = spawnSync(
    join(folder, 'bin', 'python'),
    ['-m', 'pip', 'install', '--quiet', `schemathesis==${SCHEMATHESIS}`],
    { encoding: 'utf8' },
  );
  return made.status === 0 && pip.status === 0
    ? { value }
    : { why: `pip could not install it: ${(pip.stderr ?? made.stderr ?? '').trim().split('\n').at(-1)}` };
}
