import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { reasonOf } from './disk-errors.ts';
import { cancelled, Refusal } from './errors.ts';
import type { Target } from './target.ts';
import type { Tree, TreeFile } from './tree.ts';
import { turn } from './turn.ts';

/** The disk operations that writing needs; a test puts a failing one in their place. */
export interface Disk {
  makeDirectory(path: string): unknown;
  writeFile(path: string, content: Buffer, mode: number): unknown;
  rename(from: string, to: string): unknown;
}

/** Synchronous: for many small files that takes a third of the time. */
export const disk: Disk = {
  makeDirectory: (path) => mkdirSync(path, { recursive: true }),
  writeFile: (path, content, mode) => writeFileSync(path, content, { mode, flag: 'wx' }),
  rename: (from, to) => renameSync(from, to),
};

/** What takes back each step so far, in the order in which the steps were made. */
type Undo = (() => void)[];

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
    for (const step of undo.reverse()) attempt(step);
    throw explained(error, target.directory, 'Nothing was left behind.');
  }
}

// What can't be taken back must not hide why, nor keep the rest from being taken back.
function attempt(step: () => void): void {
  try {
    step();
  } catch {
    // The first error is the one to tell.
  }
}

/** Removes a directory and everything in it. */
export const remove = (path: string): void => rmSync(path, { recursive: true, force: true, maxRetries: 3 });

async function create(tree: Tree, directory: string, signal: AbortSignal, on: Disk, undo: Undo): Promise<void> {
  const parent = dirname(directory);
  undo.push(...missingOnTheWay(parent).map((missing) => () => rmdirSync(missing)));
  await on.makeDirectory(parent);
  const temporary = await temporaryIn(parent, on, undo);
  await writeFiles(tree, temporary, signal, on);
  await moveIn(temporary, directory, on, undo);
}

// The target itself must stay: it may be the shell's current directory or a mount. Its entries are moved one by one, and back on failure.
async function fill(tree: Tree, directory: string, signal: AbortSignal, on: Disk, undo: Undo): Promise<void> {
  const temporary = await temporaryIn(directory, on, undo);
  await writeFiles(tree, temporary, signal, on);
  for (const entry of readdirSync(temporary)) {
    stopIfAborted(signal);
    await moveIn(join(temporary, entry), join(directory, entry), on, undo);
  }
  remove(temporary);
}

// What somebody else has put there since the check is neither overwritten now nor removed by the undo.
async function moveIn(from: string, to: string, on: Disk, undo: Undo): Promise<void> {
  if (existsSync(to)) throw Object.assign(new Error(`${to} exists`), { code: 'EEXIST' });
  undo.push(() => {
    if (!existsSync(from)) remove(to);
  });
  await on.rename(from, to);
}

async function temporaryIn(parent: string, on: Disk, undo: Undo): Promise<string> {
  const path = join(parent, `.create-technokaizen-app-${randomBytes(6).toString('hex')}`);
  undo.push(() => remove(path));
  await on.makeDirectory(path);
  return path;
}

async function writeFiles(tree: Tree, into: string, signal: AbortSignal, on: Disk): Promise<void> {
  const folders = new Set([...tree.keys()].map((path) => dirname(path)));
  for (const folder of folders) await on.makeDirectory(join(into, folder));
  let turned = performance.now();
  for (const [path, file] of tree) {
    stopIfAborted(signal);
    await on.writeFile(`${into}/${path}`, file.content, modeOf(file));
    if (performance.now() - turned < TURN_EVERY) continue;
    await turn();
    turned = performance.now();
  }
  await turn();
  stopIfAborted(signal);
}

/** Milliseconds: too few for a person who stops us to notice, enough to write several files. */
const TURN_EVERY = 2;

const modeOf = ({ executable, secret }: TreeFile): number => (secret ? 0o600 : executable ? 0o755 : 0o644);

function stopIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw cancelled();
}

// The outermost first. They are taken back while they are empty: another program may have put something there meanwhile.
const missingOnTheWay = (path: string): readonly string[] =>
  existsSync(path) ? [] : [...missingOnTheWay(dirname(path)), path];

function explained(error: unknown, path: string, outcome = ''): unknown {
  const reason = reasonOf(error);
  if (reason === undefined) return error;
  return new Refusal(`Can't write ${path}: ${reason}. ${outcome}`.trimEnd(), 'Fix that, or choose another place.');
}

/** A new directory for what is run and removed again; its real path, as a link would look like a way out. */
export const temporaryDirectory = (prefix: string): string => realpathSync(mkdtempSync(join(tmpdir(), prefix)));

/** Writes one file that a flag asked for. */
export function writeReport(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw explained(error, path);
  }
}
