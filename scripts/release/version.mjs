// `npm run release:version`: the waiting changesets become the next version and its section of CHANGELOG.md. The lock file and the documented
// commands follow, as they repeat the version.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { npmCommand } from '../prepare.mjs';
import { readPackage } from './package.mjs';

const QUOTING = ['docs/verify.md'];
const LOCK = ['install', '--package-lock-only', '--omit-lockfile-registry-resolved', '--no-audit', '--no-fund'];

const { name, version: before } = readPackage();
run({ program: process.execPath, words: ['node_modules/@changesets/cli/bin.js', 'version'] });
run(npmCommand(LOCK));
const { version } = readPackage();
for (const path of QUOTING)
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll(`${name}@${before}`, `${name}@${version}`));

function run({ program, words, shell = false }) {
  const { status } = spawnSync(program, words, { stdio: 'inherit', shell });
  if (status !== 0) process.exit(1);
}
