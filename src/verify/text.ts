/** The number of the line in which a place of a text lies. */
export const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length;

/** A match of a pattern with the number of its line. */
export interface Match {
  readonly groups: readonly (string | undefined)[];
  readonly index: number;
  readonly line: number;
}

/** All matches of a pattern that has the flag `g`. */
export const matchesOf = (text: string, pattern: RegExp): readonly Match[] =>
  [...text.matchAll(pattern)].map((match) => ({
    groups: [...match],
    index: match.index,
    line: lineAt(text, match.index),
  }));

/** The directory of a path; empty for one at the root. */
export const directoryOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0));

/** The last name of a path. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** A path from a directory, with `.` and `..` taken out; `undefined` where it leads out of the repository. */
export function resolvedFrom(directory: string, path: string): string | undefined {
  const parts = path.startsWith('/') ? [] : directory.split('/').filter(Boolean);
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}
