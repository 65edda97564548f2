import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileOf, type TreeFile } from '../tree.ts';
import { npmLockText } from './locks/npm-text.ts';
import type { PackageJson } from './locks/npm.ts';
import { fromPyproject, pinsOf, requirementsOf, type PythonLock } from './locks/python.ts';
import { keyOf, supersetOf, type Recall, type Superset } from './locks/recall.ts';
import type { Part } from './parts.ts';

type Files = ReadonlyMap<string, TreeFile>;
type Entry = readonly [path: string, file: TreeFile];

/** The lock files of a composed repository, pruned from the layers' own locks to what its package.json and pyproject.toml files reach. */
export function lockFiles(parts: readonly Part[], files: Files, recall: Recall): readonly Entry[] {
  return [
    npmLock('package.json', NOTHING, files, recall),
    ...parts.flatMap((part) =>
      part.layers.flatMap((layer) => locksOfLayer(join(layer.directory, 'lock'), part.directory, files, recall)),
    ),
  ];
}

// The root's package.json has scripts and no dependencies.
const NOTHING = supersetOf(Buffer.from('{ "lockfileVersion": 3, "requires": true, "packages": {} }'));

function locksOfLayer(folder: string, directory: string, files: Files, recall: Recall): readonly Entry[] {
  const npm = read(join(folder, 'package-lock.json'));
  const python = read(join(folder, 'python.json'));
  return [
    ...(npm === undefined ? [] : [npmLock(`${directory}/package.json`, npm, files, recall)]),
    ...(python === undefined ? [] : pythonLocks(directory, python, files, recall)),
  ];
}

const read = (path: string): Superset | undefined => (existsSync(path) ? supersetOf(readFileSync(path)) : undefined);

function textOf(path: string, files: Files): string {
  const file = files.get(path);
  if (file === undefined) throw new Error(`a lock needs ${path}, which no layer has`);
  return file.content.toString();
}

function npmLock(path: string, superset: Superset, files: Files, recall: Recall): Entry {
  const manifest = JSON.parse(textOf(path, files)) as PackageJson;
  return [path.replace('package.json', 'package-lock.json'), fileOf(npmLockText(superset, manifest, recall))];
}

function pythonLocks(directory: string, superset: Superset, files: Files, recall: Recall): readonly Entry[] {
  const { runtime, dev } = fromPyproject(textOf(`${directory}/pyproject.toml`, files));
  const graph = JSON.parse(superset.text) as PythonLock;
  const file = (roots: readonly string[], group?: string): TreeFile => {
    const pins = recall(keyOf(superset, roots), () => pinsOf(graph, roots));
    return fileOf(requirementsOf(graph, pins, group));
  };
  return [
    [`${directory}/requirements.txt`, file(runtime)],
    [`${directory}/requirements-dev.txt`, file([...runtime, ...dev], 'dev')],
  ];
}
