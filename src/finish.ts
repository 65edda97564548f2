import { join } from 'node:path';
import { execa, ExecaError } from 'execa';
import type { Part } from './render/parts.ts';

/** What came of a step after writing: `note` is one line for the user where it was left out or failed. */
export interface Outcome {
  readonly done: boolean;
  readonly note?: string;
}

const GIT_TIMEOUT = 60_000;

/** Starts a repository with a first commit, unless the directory lies in a work tree already. Never throws: a repo without git is whole. */
export async function startGit(directory: string, version: string): Promise<Outcome> {
  const git = (...args: readonly string[]) =>
    execa('git', args, { cwd: directory, env: withoutGit(), extendEnv: false, timeout: GIT_TIMEOUT });
  try {
    if (await insideWorkTree(git))
      return { done: false, note: 'Inside a git repository already: no other one was started.' };
    await git('init', '--quiet', '--initial-branch=main');
  } catch (error) {
    return { done: false, note: `No git repository was started: ${lastLine(error)}` };
  }
  return firstCommit(git, version);
}

type Git = (...args: readonly string[]) => Promise<{ readonly stdout: string }>;

// What `git rev-parse --local-env-vars` lists: set by a hook that runs us, it would lead to another repository.
const LOCAL =
  /^GIT_(DIR|WORK_TREE|IMPLICIT_WORK_TREE|INDEX_FILE|PREFIX|COMMON_DIR|SHALLOW_FILE|GRAFT_FILE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|NO_REPLACE_OBJECTS|REPLACE_REF_BASE)$/;

// In English, as one message is looked at.
const withoutGit = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !LOCAL.test(name))),
  LC_ALL: 'C',
});

async function insideWorkTree(git: Git): Promise<boolean> {
  try {
    return (await git('rev-parse', '--is-inside-work-tree')).stdout === 'true';
  } catch (error) {
    // Another user's repository is refused with the same exit code, but it is there.
    if (String((error as ExecaError).stderr).includes('not a git repository')) return false;
    throw error;
  }
}

async function firstCommit(git: Git, version: string): Promise<Outcome> {
  try {
    await git('add', '--all');
    await git(
      '-c',
      'commit.gpgsign=false',
      'commit',
      '--quiet',
      '--no-verify',
      '--message',
      `Start from create-technokaizen-app ${version}`,
    );
    return { done: true };
  } catch (error) {
    return { done: true, note: `git made no first commit: ${lastLine(error)}` };
  }
}

/** The tools that the chosen parts need, looked for before anything is written: one line for each that is missing. */
export async function missingTools(parts: readonly Part[]): Promise<readonly string[]> {
  const results = await Promise.all(parts.map(checkPart));
  return results.filter((line) => line !== undefined);
}

// A layer's `check` verb runs from the templates themselves: the repository does not exist yet.
async function checkPart(part: Part): Promise<string | undefined> {
  const layer = part.layers.find(({ manifest }) => manifest.verbs?.['check'] !== undefined);
  if (layer === undefined) return undefined;
  // Split first: the templates may lie in a directory with blanks.
  const [, ...words] = String(layer.manifest.verbs?.['check']).split(' ');
  const args = words.map((word) => word.replace('{root}', () => join(layer.directory, 'root')));
  const result = await execa(process.execPath, args, { reject: false });
  return result.exitCode === 0 ? undefined : result.stderr.trim();
}

/** An install that failed; `said` is the end of what it said, the reason among it. */
export class InstallFailure extends Error {
  readonly said: readonly string[];

  constructor(said: readonly string[]) {
    super(said.at(-1) ?? 'it gave no reason.');
    this.said = said;
  }
}

const isWindows = process.platform === 'win32';

/** Runs the repository's own set-up, and ends it with all that it has started when `signal` aborts. */
export async function install(directory: string, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  // A group of its own, as a signal for the set-up alone would leave npm or pip at work.
  const options = { cwd: directory, stdin: 'ignore', all: true, reject: false, detached: !isWindows } as const;
  const setup = execa(process.execPath, [join('scripts', 'setup.mjs')], options);
  const end = (): void => endGroup(setup.pid);
  signal.addEventListener('abort', end, { once: true });
  const { exitCode, all } = await setup;
  signal.removeEventListener('abort', end);
  if (exitCode !== 0) throw new InstallFailure(linesOf(all).slice(-15));
}

/** Ends a process that leads a group, and all that it has started. */
export function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  if (isWindows) {
    void execa('taskkill', ['/pid', String(pid), '/t', '/f'], { reject: false });
    return;
  }
  try {
    process.kill(-pid, 'SIGTERM');
  } catch {
    // It has just ended.
  }
}

const linesOf = (text: string): readonly string[] => text.split('\n').filter((line) => line.trim() !== '');

function lastLine(error: unknown): string {
  if (!(error instanceof ExecaError)) return String(error);
  if (error.code === 'ENOENT') return 'the program is not installed.';
  const said = linesOf(String(error.stderr));
  return said.find((line) => line.startsWith('fatal: ')) ?? said.at(-1) ?? error.shortMessage;
}
