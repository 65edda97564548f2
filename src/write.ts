import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import fse from 'fs-extra';
import { cancelled, Refusal } from './errors.ts';
import type { Target } from './target.ts';
import type { Tree, TreeFile } from './tree.ts';

/** The disk operations that writing needs; a test puts a failing one in their place. */
export interface Disk {
  makeDirectory(path: string): Promise<unknown>;
  writeFile(path: string, content: Buffer, mode: number): Promise<unknown>;
  rename(from: string, to: string): Promise<unknown>;
}

export const disk: Disk = {
  makeDirectory: (path) => fse.ensureDir(path),
  writeFile: (path, content, mode) => fse.writeFile(path, content, { mode, flag: 'wx' }),
  rename: (from, to) => fse.rename(from, to),
};

/** What takes back each step so far, in the order in which the steps were made. */
type Undo = (() => Promise<unknown>)[];

/**
 * Writes the tree to a temporary directory next to the target and moves it there at the end. On any failure, and when `signal` aborts, the
 * target and its surroundings are as before.
 */
export async function writeTree(tree: Tree, target: Target, signal: AbortSignal, on: Disk = disk): Promise<void> {
  const undo: Undo = [];
  try {
    await (target.existing
      ? fill(tree, target.directory, signal, on, undo)
      : create(tree, target.directory, signal, on, undo));
  } catch (error) {
    for (const step of undo.reverse()) await step().catch(() => undefined);
    throw explained(error, target.directory);
  }
}

async function create(tree: Tree, directory: string, signal: AbortSignal, on: Disk, undo: Undo): Promise<void> {
  const parent = dirname(directory);
  const first = await firstMissing(parent);
  if (first !== undefined) undo.push(() => fse.remove(first));
  await on.makeDirectory(parent);
  const temporary = await temporaryIn(parent, on, undo);
  await writeFiles(tree, temporary, signal, on);
  await on.rename(temporary, directory);
}

// The target itself must stay: it may be the shell's current directory or a mount. Its entries are moved one by one, and back on failure.
async function fill(tree: Tree, directory: string, signal: AbortSignal, on: Disk, undo: Undo): Promise<void> {
  const temporary = await temporaryIn(directory, on, undo);
  await writeFiles(tree, temporary, signal, on);
  for (const entry of await fse.readdir(temporary)) {
    stopIfAborted(signal);
    await moveIn(join(temporary, entry), join(directory, entry), on, undo);
  }
  await fse.remove(temporary);
}

// What somebody else has put there since the check is neither overwritten now nor removed by the undo.
async function moveIn(from: string, to: string, on: Disk, undo: Undo): Promise<void> {
  if (await fse.pathExists(to)) throw Object.assign(new Error(`${to} exists`), { code: 'EEXIST' });
  undo.push(() => fse.remove(to));
  await on.rename(from, to);
}

async function temporaryIn(parent: string, on: Disk, undo: Undo): Promise<string> {
  const path = join(parent, `.create-technokaizen-app-${randomBytes(6).toString('hex')}`);
  undo.push(() => fse.remove(path));
  await on.makeDirectory(path);
  return path;
}

async function writeFiles(tree: Tree, into: string, signal: AbortSignal, on: Disk): Promise<void> {
  const folders = new Set([...tree.keys()].map((path) => dirname(path)));
  for (const folder of folders) await on.makeDirectory(join(into, folder));
  for (const [path, file] of tree) {
    stopIfAborted(signal);
    await on.writeFile(join(into, path), file.content, modeOf(file));
  }
  stopIfAborted(signal);
}

const modeOf = ({ executable, secret }: TreeFile): number => (secret ? 0o600 : executable ? 0o755 : 0o644);

function stopIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw cancelled();
}

/** The outermost directory that has to be made for `path`; `undefined` where it is there. */
async function firstMissing(path: string): Promise<string | undefined> {
  if (await fse.pathExists(path)) return undefined;
  return (await firstMissing(dirname(path))) ?? path;
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'the permission is missing',
  EPERM: 'the permission is missing',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENAMETOOLONG: 'the path is too long for the file system',
  EEXIST: 'something else was written there meanwhile',
  ENOTEMPTY: 'something else was written there meanwhile',
};

function explained(error: unknown, directory: string): unknown {
  const reason = REASONS[(error as NodeJS.ErrnoException).code ?? ''];
  if (reason === undefined) return error;
  return new Refusal(
    `Can't write ${directory}: ${reason}. Nothing was left behind.`,
    'Mend that, or choose another directory.',
  );
}
