// `npm run release:version`: the waiting changesets become the next version and its section of CHANGELOG.md. The lock file and the documented
// commands follow, as they repeat the version.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { readPackage } from './package.mjs';

const QUOTING = ['docs/verify.md'];
const LOCK = ['install', '--package-lock-only', '--omit-lockfile-registry-resolved', '--no-audit', '--no-fund'];

const { name, version: before } = readPackage();
node('node_modules/@changesets/cli/bin.js', 'version');
node(process.env.npm_execpath, ...LOCK);
const { version } = readPackage();
for (const path of QUOTING)
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll(`${name}@${before}`, `${name}@${version}`));

function node(...args) {
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}
