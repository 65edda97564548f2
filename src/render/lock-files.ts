import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileOf, type TreeFile } from '../tree.ts';
import { pruneNpmLock, type PackageJson, type PackageLock } from './locks/npm.ts';
import { fromPyproject, requirements, type PythonLock } from './locks/python.ts';
import type { Part } from './parts.ts';

type Files = ReadonlyMap<string, TreeFile>;
type Entry = readonly [path: string, file: TreeFile];

/** The lock files of a composed repository, pruned from the layers' own locks to what its package.json and pyproject.toml files reach. */
export function lockFiles(parts: readonly Part[], files: Files): readonly Entry[] {
  const root = npmLock('package.json', { lockfileVersion: 3, requires: true, packages: {} }, files);
  return [
    root,
    ...parts.flatMap((part) =>
      part.layers.flatMap((layer) => locksOfLayer(join(layer.directory, 'lock'), part.directory, files)),
    ),
  ];
}

function locksOfLayer(folder: string, directory: string, files: Files): readonly Entry[] {
  const npm = read(join(folder, 'package-lock.json')) as PackageLock | undefined;
  const python = read(join(folder, 'python.json')) as PythonLock | undefined;
  return [
    ...(npm === undefined ? [] : [npmLock(`${directory}/package.json`, npm, files)]),
    ...(python === undefined ? [] : pythonLocks(directory, python, files)),
  ];
}

const read = (path: string): unknown => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined);

function textOf(path: string, files: Files): string {
  const file = files.get(path);
  if (file === undefined) throw new Error(`a lock needs ${path}, which no layer has`);
  return file.content.toString();
}

function npmLock(path: string, superset: PackageLock, files: Files): Entry {
  const lock = pruneNpmLock(superset, JSON.parse(textOf(path, files)) as PackageJson);
  return [path.replace('package.json', 'package-lock.json'), fileOf(`${JSON.stringify(lock, null, 2)}\n`)];
}

function pythonLocks(directory: string, graph: PythonLock, files: Files): readonly Entry[] {
  const { runtime, dev } = fromPyproject(textOf(`${directory}/pyproject.toml`, files));
  return [
    [`${directory}/requirements.txt`, fileOf(requirements(graph, runtime))],
    [`${directory}/requirements-dev.txt`, fileOf(requirements(graph, [...runtime, ...dev], 'dev'))],
  ];
}
