import type { Pipeline } from '../pipeline.ts';

/** Something wrong in a rendered repository. */
export interface Finding {
  readonly path: string;
  readonly line?: number | undefined;
  readonly message: string;
}

/** A text file as checks see it; equal hashes are equal contents. */
export interface Inspected {
  readonly path: string;
  readonly text: string;
  readonly hash: string;
  readonly executable: boolean;
  readonly secret: boolean;
}

/** What a check may ask of a repository: the paths of all files, and the contents of those that it reads. */
export interface Repo {
  readonly paths: readonly string[];
  /** Whether there is such a file or directory. */
  readonly has: (path: string) => boolean;
  /** The files that it reads, in the order of their paths. */
  readonly files: readonly Inspected[];
  /** One of them; `undefined` where there is none. */
  readonly file: (path: string) => Inspected | undefined;
  readonly choices: Choices;
}

/** What a stack is made of, and what it might have been. */
export interface Choices {
  /** The choices that there are, as texts would name them, and those of them that the stack has. */
  readonly all: readonly string[];
  readonly chosen: ReadonlySet<string>;
  /** The pipelines that there are: the same for every stack of a run. */
  readonly pipelines: readonly Pipeline[];
}

interface CheckBase {
  /** One word, as it stands before a finding. */
  readonly name: string;
  /** What it holds a repository to, in one sentence. */
  readonly description: string;
  /** Why it can't be done on this machine; nothing where it can. */
  readonly skipReason?: () => string | undefined;
}

/** Looks at files one by one: run once for each path and content, however many stacks have it. */
export interface FileCheck extends CheckBase {
  readonly scope: 'file';
  readonly reads: (path: string) => boolean;
  /** Several at once, as a program may have to be started. */
  readonly run: (files: readonly Inspected[], choices: Choices) => readonly Finding[];
}

/** Looks at what files say of each other: run once for each set of paths and contents of what it reads. */
export interface TreeCheck extends CheckBase {
  readonly scope: 'tree';
  readonly reads: (path: string, choices: Choices) => boolean;
  /** Whether the stack's choices matter to it, and not only the files. */
  readonly asksForChoices?: true;
  readonly run: (repo: Repo) => readonly Finding[];
}

export type Check = FileCheck | TreeCheck;

/** A check of each file by itself. */
export const eachFile =
  (look: (file: Inspected, choices: Choices) => readonly Omit<Finding, 'path'>[]) =>
  (files: readonly Inspected[], choices: Choices): readonly Finding[] =>
    files.flatMap((file) => look(file, choices).map((finding) => ({ path: file.path, ...finding })));

/** Something worked out of a content, once for each. */
export function perContent<T>(work: (file: Inspected) => T): (file: Inspected) => T {
  const known = new Map<string, T>();
  return (file) => {
    const key = `${file.path} ${file.hash}`;
    if (!known.has(key)) known.set(key, work(file));
    return known.get(key) as T;
  };
}
