import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSupersets, type Superset } from '../../../scripts/locks/supersets.ts';
import { TEMPLATES } from '../../../src/catalog.ts';
import type { PackageJson, PackageLock } from '../../../src/render/locks/npm.ts';
import { fromPyproject, type PythonLock } from '../../../src/render/locks/python.ts';

export interface NpmShipped {
  readonly layer: string;
  readonly text: string;
  readonly lock: PackageLock;
  readonly manifest: PackageJson;
}

export interface PythonShipped {
  readonly layer: string;
  readonly text: string;
  readonly graph: PythonLock;
  readonly pyproject: string;
  readonly runtime: readonly string[];
  readonly dev: readonly string[];
}

// LOCK names one layer, as several are proved at once.
const supersets = readSupersets(TEMPLATES).filter(({ layer }) => layer === (process.env['LOCK'] ?? layer));
const ofKind = (kind: Superset['kind']): readonly Superset[] => supersets.filter((superset) => superset.kind === kind);
const textOf = ({ directory }: Superset, name: string): string => readFileSync(join(directory, 'lock', name), 'utf8');

/** Every npm lock among the templates, with the manifest that asks for all of it. */
export const npmLocks: readonly NpmShipped[] = ofKind('package.json').map((superset) => {
  const text = textOf(superset, 'package-lock.json');
  const manifest = JSON.parse(superset.manifest) as PackageJson;
  return { layer: superset.layer, text, lock: JSON.parse(text) as PackageLock, manifest };
});

/** Every Python graph among the templates, likewise. */
export const pythonLocks: readonly PythonShipped[] = ofKind('pyproject.toml').map((superset) => {
  const text = textOf(superset, 'python.json');
  const pyproject = superset.manifest;
  return { layer: superset.layer, text, graph: JSON.parse(text) as PythonLock, pyproject, ...fromPyproject(pyproject) };
});
