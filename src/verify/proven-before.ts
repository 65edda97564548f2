import { readFileSync } from 'node:fs';
import { wrongUsage } from '../errors.ts';
import { LEVELS, reaches, type Level } from '../level.ts';

/** What an earlier run, written with --json, has proven: the hashes of repositories that passed at a level at least as high. */
export function provenBefore(path: string, level: Level): ReadonlySet<string> {
  const run = read(path);
  if (!reaches(run.level, level)) return new Set();
  return new Set(
    run.stacks.filter(({ result }) => result === 'passed' || result === 'unchanged').map(({ sha256 }) => sha256),
  );
}

interface Earlier {
  readonly level: Level;
  readonly stacks: readonly { readonly result: string; readonly sha256: string }[];
}

function read(path: string): Earlier {
  const hint = 'Name a file that an earlier `verify --json` has written.';
  try {
    const run = JSON.parse(readFileSync(path, 'utf8')) as Partial<Earlier>;
    if (run.stacks !== undefined && run.level !== undefined && LEVELS.includes(run.level)) return run as Earlier;
  } catch (error) {
    // The first run of a pipeline has no earlier one.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { level: 'render', stacks: [] };
    throw wrongUsage(`--since: can't read ${path}: ${(error as Error).message}`, hint);
  }
  throw wrongUsage(`--since: ${path} is no report of verify.`, hint);
}
