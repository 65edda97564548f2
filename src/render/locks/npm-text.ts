import { edgesOf } from './npm-edges.ts';
import { projectAlone, pruneNpmLock, type PackageJson, type PackageLock } from './npm.ts';
import { keyOf, type Recall, type Superset } from './recall.ts';

/** A pruned lock without what it says of the project itself. */
interface Cut {
  readonly lockfileVersion: number;
  readonly requires: boolean;
  /** The text of all packages: what stands between two places in the superset's text, and what doesn't stand there. */
  readonly pieces: readonly Piece[];
}

type Piece = string | readonly [from: number, to: number];

/** The text of the `package-lock.json` of `manifest`, cut from a superset's. */
export function npmLockText(superset: Superset, manifest: PackageJson, recall: Recall): string {
  const key = keyOf(superset, edgesOf(manifest, true));
  const { lockfileVersion, requires, pieces } = recall(key, () => cutOf(superset.text, manifest));
  const packages = pieces.map((piece) => (typeof piece === 'string' ? piece : superset.text.slice(...piece)));
  return textOf(projectAlone(manifest, { lockfileVersion, requires }), packages.join(''));
}

const END = '\n  }\n}';
const serialised = (lock: PackageLock): string => JSON.stringify(lock, null, 2).slice(0, -END.length);

/** A lock that holds the project alone, with the text of the packages put in. */
const textOf = (project: PackageLock, packages: string): string => `${serialised(project)}${packages}${END}\n`;

function cutOf(superset: string, manifest: PackageJson): Cut {
  const lock = pruneNpmLock(JSON.parse(superset) as PackageLock, manifest);
  const { lockfileVersion, requires } = lock;
  const packages = serialised(lock).slice(serialised(projectAlone(manifest, lock)).length);
  return { lockfileVersion, requires, pieces: piecesOf(packages, superset) };
}

/** The entries as places in the superset's text; one whose flags have changed is a text of its own. */
function piecesOf(packages: string, superset: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let [begin, end] = [0, 0];
  for (const entry of packages.split(/(?=,\n {4}"node_modules\/)/).filter(Boolean)) {
    // Both are in the same order: what comes next is looked for after what was found last.
    const at = superset.indexOf(entry, end);
    if (at !== end) {
      if (begin < end) pieces.push([begin, end]);
      begin = at < 0 ? end : at;
    }
    if (at < 0) pieces.push(entry);
    else end = at + entry.length;
  }
  return begin < end ? [...pieces, [begin, end]] : pieces;
}
