import { createHash } from 'node:crypto';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { afterAll, type TestContext } from 'vitest';

/** An empty directory of the test's own, removed with the file's other ones. */
export function emptyPlace(): string {
  const place = realpathSync(mkdtempSync(join(tmpdir(), 'technokaizen-place-')));
  places.push(place);
  return place;
}

const places: string[] = [];
afterAll(() => places.forEach((place) => rmSync(place, { recursive: true, force: true })));

/** A new directory below another. */
export function directoryIn(place: string, name: string): string {
  mkdirSync(join(place, name), { recursive: true });
  return join(place, name);
}

/** What `snapshot` looks at besides names, types, contents and links. */
export interface Looking {
  readonly modes?: boolean;
  readonly times?: boolean;
  readonly without?: readonly string[];
}

/** Everything below a directory, itself included (`.`): relative path → what is there. */
export function snapshot(directory: string, looking: Looking = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(
    ['.', ...paths(directory, '')]
      .filter((path) => !(looking.without ?? []).includes(path))
      .map((path) => [path, described(join(directory, path), looking)]),
  );
}

/** Relative paths of everything below a directory, sorted, with forward slashes on every system. */
export function paths(directory: string, below: string): readonly string[] {
  return readdirSync(join(directory, below), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = posix.join(below, entry.name);
      return entry.isDirectory() ? [path, ...paths(directory, path)] : [path];
    });
}

function described(path: string, { modes, times }: Looking): string {
  const stats = lstatSync(path);
  const what = stats.isSymbolicLink()
    ? `link to ${readlinkSync(path)}`
    : stats.isFile()
      ? sha256(readFileSync(path))
      : 'directory';
  return [what, modes ? (stats.mode & 0o7777).toString(8) : '', times ? `${stats.ino} ${stats.mtimeMs}` : '']
    .filter(Boolean)
    .join(' ');
}

export const sha256 = (content: Buffer | string): string => createHash('sha256').update(content).digest('hex');

/** Whether this process may do what only root may. */
export const isRoot = process.getuid?.() === 0;

/**
 * Leaves a test out where the machine lacks what it needs, and says so; with REQUIRE_ALL=1 that is a failure. It never returns: what comes
 * after it is for machines that have the thing.
 */
export function leaveOut(context: TestContext, reason: string): never {
  if (process.env['REQUIRE_ALL']) throw new Error(`REQUIRE_ALL is set, and this can't be tried here: ${reason}`);
  console.warn(`Left out: "${context.task.name}": ${reason}`);
  return context.skip(reason);
}

/** Leaves a test out on Windows, which lacks something: signals, permission bits, scripts as programs. */
export function needsPosix(context: TestContext, what: string): void {
  if (process.platform === 'win32') leaveOut(context, `Windows has no ${what}`);
}
