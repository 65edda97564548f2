import { hash } from 'node:crypto';

/** One file of a repository. `executable` sets the mode; a `secret` is kept out of reports, hashes and git, and readable by its owner only. */
export interface TreeFile {
  readonly content: Buffer;
  readonly executable: boolean;
  readonly secret: boolean;
}

/** A repository in memory: path with forward slashes, relative to its root → file; in alphabetical order. */
export type Tree = ReadonlyMap<string, TreeFile>;

/** Content as a tree holds it; a script says itself that it can be run. */
export const fileOf = (content: Buffer | string, secret = false): TreeFile => {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return { content: bytes, executable: bytes.subarray(0, 2).toString() === '#!', secret };
};

/** The same files in the order of their paths, whatever the order they came in. */
export const inPathOrder = (files: Iterable<readonly [string, TreeFile]>): Tree =>
  new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));

/** `sha256` of every file that is no secret. */
export const hashes = (tree: Tree): Readonly<Record<string, string>> =>
  Object.fromEntries([...tree].filter(([, file]) => !file.secret).map(([path, file]) => [path, sha256(file.content)]));

const sha256 = (content: Buffer): string => hash('sha256', content);

/** The tree as lines with box drawing, directories before files. */
export function drawTree(paths: readonly string[], indent = ''): readonly string[] {
  const heads = [...new Set(paths.map((path) => path.split('/', 1)[0] ?? ''))];
  const children = (head: string): readonly string[] =>
    paths.filter((path) => path.startsWith(`${head}/`)).map((path) => path.slice(head.length + 1));
  const sorted = [
    ...heads.filter((head) => children(head).length > 0),
    ...heads.filter((head) => children(head).length === 0),
  ];
  return sorted.flatMap((head, index) => {
    const last = index === sorted.length - 1;
    const below = children(head);
    return [
      `${indent}${last ? '└─' : '├─'} ${head}${below.length > 0 ? '/' : ''}`,
      ...drawTree(below, indent + (last ? '   ' : '│  ')),
    ];
  });
}
