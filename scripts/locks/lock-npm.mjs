// A package-lock.json from nothing, without addresses.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';
import { inScratch } from './scratch.mjs';

const FLAGS = [
  '--package-lock-only',
  '--omit-lockfile-registry-resolved',
  '--ignore-scripts',
  '--no-audit',
  '--no-fund',
];

/** The text of the lock for a package.json; `holds` are overrides that reach the lock only. */
export function lockNpm(manifest, holds) {
  requireNpm(11);
  const json = JSON.parse(manifest);
  return inScratch((cwd) => {
    writeFileSync(join(cwd, 'package.json'), JSON.stringify({ ...json, overrides: { ...json.overrides, ...holds } }));
    // A first lock may keep an optional peer that nothing asked for, as "extraneous".
    for (const verb of ['install', 'prune'])
      run('npm', [verb, ...FLAGS], { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
    return readFileSync(join(cwd, 'package-lock.json'), 'utf8');
  });
}

// npm 10 accepts trees that 11 refuses, and knows no lock without addresses of its own accord.
function requireNpm(major) {
  const version = run('npm', ['--version']).trim();
  if (Number.parseInt(version, 10) >= major) return;
  console.error(`npm ${major} is needed; this is ${version}: npm install --global npm@${major}`);
  process.exit(1);
}
