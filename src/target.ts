import { existsSync, lstatSync, readdirSync, realpathSync, type Stats } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { reasonOf } from './disk-errors.ts';
import { Refusal, wrongUsage } from './errors.ts';

/** Where the repository goes: `existing` where an empty directory is there already. */
export interface Target {
  readonly directory: string;
  readonly existing: boolean;
}

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));

/** Finds the target below `cwd`, or refuses what would escape it, overwrite something or land inside this package. Touches nothing. */
export function findTarget(directory: string, cwd: string, packageRoot: string = PACKAGE): Target {
  try {
    return lookAt(resolve(cwd, directory), directory, cwd, packageRoot);
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === undefined) throw error;
    throw new Refusal(`Can't use "${directory}": ${reason}.`, 'Choose another directory.');
  }
}

function lookAt(path: string, directory: string, cwd: string, packageRoot: string): Target {
  refuseOutside(path, directory, cwd);
  refuseOwnPackage(path, packageRoot);
  const stats = lstat(path);
  if (stats === undefined) return { directory: path, existing: false };
  refuseOccupied(path, directory, stats);
  return { directory: path, existing: true };
}

const isInside = (path: string, parent: string): boolean => {
  const way = relative(parent, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
};

function refuseOutside(path: string, asked: string, cwd: string): void {
  // A directory on the way may be a symbolic link that leads elsewhere: only the real path tells.
  const real = join(realpathSync(nearest(path)), relative(nearest(path), path));
  if (isInside(path, cwd) && isInside(real, realpathSync(cwd))) return;
  throw wrongUsage(
    `"${asked}" is outside the current directory.`,
    'Change to its parent directory and pass only its name.',
  );
}

// The path itself is left to refuseOccupied, which has a better word for a link. A link that leads nowhere counts: it is there.
function nearest(path: string): string {
  const parent = dirname(path);
  return lstat(parent) !== undefined || parent === path ? parent : nearest(parent);
}

// A new directory beside src/ is what `npm start -- my-app` makes in a clone; inside src/, templates/ or an installed package nothing is made.
function refuseOwnPackage(path: string, packageRoot: string): void {
  if (!isInside(path, packageRoot)) return;
  const [first = ''] = relative(packageRoot, path).split(sep);
  const installed = packageRoot.split(sep).includes('node_modules');
  const beside = first !== '' && (dirname(path) === resolve(packageRoot) || !existsSync(join(packageRoot, first)));
  if (beside && !installed) return;
  throw wrongUsage(
    'The target lies inside create-technokaizen-app itself.',
    'Change to a directory of your own first.',
  );
}

function refuseOccupied(path: string, asked: string, stats: Stats): void {
  if (stats.isSymbolicLink())
    throw new Refusal(`"${asked}" is a symbolic link.`, 'Name the directory that it points to, or a new one.');
  if (!stats.isDirectory()) throw new Refusal(`"${asked}" exists and is not a directory.`, 'Choose another name.');
  // A fresh clone of an empty repository is as good as an empty directory.
  const entries = readdirSync(path).filter((entry) => entry !== '.git');
  if (entries.length === 0) return;
  const shown = entries.slice(0, 3).join(', ') + (entries.length > 3 ? ', …' : '');
  throw new Refusal(
    `"${asked}" is not empty (${shown}); it was left as it is.`,
    'Choose another name, or empty it yourself.',
  );
}

function lstat(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}
