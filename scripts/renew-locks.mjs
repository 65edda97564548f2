// `npm run locks`: renews the lock of every layer, then proves it. Each layer that has a manifest, a package.json or a pyproject.toml, keeps
// one lock of all that it and its overlays can ask for, in its lock/ folder; rendering prunes it to a stack. Needs npm 11, uv (or UV=/path),
// the network. `npm run locks -- --check` only proves the locks that are there; with words, only layers whose name holds one are meant:
// `npm run locks -- react`.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { importBundled } from './locks/bundled.mjs';
import { lockNpm } from './locks/lock-npm.mjs';
import { lockPython } from './locks/lock-python.mjs';
import { run } from './locks/run.mjs';

const LOCKERS = { 'package.json': ['package-lock.json', lockNpm], 'pyproject.toml': ['python.json', lockPython] };
// Versions that a lock stays at, by layer, as newer ones lack a platform: argon2-cffi-bindings 26 has no wheel for macOS on Intel.
const HOLDS = JSON.parse(readFileSync(new URL('locks/holds.json', import.meta.url), 'utf8'));

process.chdir(join(import.meta.dirname, '..'));
const args = process.argv.slice(2);
const isCheck = args.includes('--check');
const words = args.filter((word) => word !== '--check');
const isWanted = ({ layer }) => words.length === 0 || words.some((word) => layer.includes(word));

const { readSupersets } = await importBundled('scripts/locks/supersets.ts');
const supersets = readSupersets('templates').filter(isWanted);
if (!isCheck) for (const superset of supersets) await renew(superset);
for (const { layer } of supersets) prove(layer);

function prove(layer) {
  const env = { ...process.env, LOCK: layer };
  run('npx', ['vitest', 'run', '--config', 'test/locks/vitest.config.ts'], { stdio: 'inherit', env });
}

async function renew({ layer, directory, kind, manifest }) {
  const [name, lock] = LOCKERS[kind];
  const path = join(directory, 'lock', name);
  console.log(`${layer}: locking ${kind} …`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, await lock(manifest, HOLDS[layer] ?? {}));
}
