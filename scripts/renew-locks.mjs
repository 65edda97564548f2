// `npm run locks`: renews the lock of every layer, then proves it. Each layer that has a manifest, a package.json or a pyproject.toml, keeps
// one lock of all that it and its overlays can ask for, in its lock/ folder; rendering prunes it to a stack. Needs npm 11, uv, the network.
// `npm run locks -- --check` proves the locks that are there.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { lockNpm } from './locks/lock-npm.mjs';
import { lockPython } from './locks/lock-python.mjs';
import { run } from './locks/run.mjs';
import { readSupersets } from './locks/supersets.mjs';

const root = join(import.meta.dirname, '..');
const LOCKERS = { 'package.json': ['package-lock.json', lockNpm], 'pyproject.toml': ['python.json', lockPython] };

if (!process.argv.includes('--check')) for (const superset of await readSupersets(root)) renew(superset);
run('npx', ['vitest', 'run', '--config', 'test/locks/vitest.config.ts'], { cwd: root, stdio: 'inherit' });

function renew({ layer, directory, kind, manifest, holds }) {
  const [name, lock] = LOCKERS[kind];
  const path = join(directory, 'lock', name);
  console.log(`${layer}: locking ${kind} …`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, lock(manifest, holds));
}
