import { readdirSync, statSync, type Dirent } from 'node:fs';

/** What is in a directory, in alphabetical order; nothing where there is no such directory. */
export function entries(directory: string): readonly Dirent[] {
  // Asked first: an error with its stack, for every layer without such a folder, takes as long as reading a file.
  if (statSync(directory, { throwIfNoEntry: false }) === undefined) return [];
  return readdirSync(directory, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
}
