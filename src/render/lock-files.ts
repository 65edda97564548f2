import { join } from 'node:path';
import { fileOf, type TreeFile } from '../tree.ts';
import { npmLockText } from './locks/npm.ts';
import { requirementsText } from './locks/python.ts';
import { keyOf, supersetAt, type Recall, type Superset } from './locks/answer-cache.ts';
import type { Part } from './parts.ts';

type Files = ReadonlyMap<string, TreeFile>;
type Entry = readonly [path: string, file: TreeFile];

/** The lock files of a composed repository, pruned from the layers' own locks to what its package.json and pyproject.toml files reach. */
export function lockFiles(parts: readonly Part[], files: Files, recall: Recall): readonly Entry[] {
  return [
    ['package-lock.json', fileOf(npmLockText(NOTHING, textOf('package.json', files)))],
    ...parts.flatMap((part) =>
      part.layers.flatMap((layer) => locksOfLayer(join(layer.directory, 'lock'), part.directory, files, recall)),
    ),
  ];
}

// The root's package.json has scripts and no dependencies, and the project's name: its lock is quickly made, and no other project's.
const NOTHING = '{ "lockfileVersion": 3, "requires": true, "packages": {} }';

function locksOfLayer(folder: string, directory: string, files: Files, recall: Recall): readonly Entry[] {
  const npm = supersetAt(join(folder, 'package-lock.json'));
  const python = supersetAt(join(folder, 'python.json'));
  return [
    ...(npm === undefined ? [] : [npmLock(directory, npm, files, recall)]),
    ...(python === undefined ? [] : pythonLocks(directory, python, files, recall)),
  ];
}

function npmLock(directory: string, superset: Superset, files: Files, recall: Recall): Entry {
  const manifest = textOf(`${directory}/package.json`, files);
  const text = recall(keyOf(superset, manifest), () => npmLockText(superset.content.toString(), manifest), superset);
  return [`${directory}/package-lock.json`, fileOf(text)];
}

function pythonLocks(directory: string, superset: Superset, files: Files, recall: Recall): readonly Entry[] {
  const manifest = textOf(`${directory}/pyproject.toml`, files);
  const file = (group?: 'dev'): TreeFile =>
    fileOf(
      recall(
        keyOf(superset, manifest, group),
        () => requirementsText(superset.content.toString(), manifest, group),
        superset,
      ),
    );
  return [
    [`${directory}/requirements.txt`, file()],
    [`${directory}/requirements-dev.txt`, file('dev')],
  ];
}

function textOf(path: string, files: Files): string {
  const file = files.get(path);
  if (file === undefined) throw new Error(`a lock needs ${path}, which no layer has`);
  return file.content.toString();
}
