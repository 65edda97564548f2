import { join } from 'node:path';
import { lastLines, runProgram, startProgram, type Captured } from './processes.ts';
import type { Part } from './render/parts.ts';

/** The result of a step after writing: `note` is one line for the user where it was skipped or failed. */
export interface StepResult {
  readonly done: boolean;
  readonly note?: string;
}

const GIT_TIMEOUT = 60_000;

/** Starts a repository with a first commit, unless the directory lies in a work tree already. Never throws: a repo without git is whole. */
export async function startGit(directory: string, version: string): Promise<StepResult> {
  const git = (...args: readonly string[]) =>
    runProgram('git', args, { cwd: directory, env: withoutGit(), extendEnv: false, timeout: GIT_TIMEOUT });
  const lookup = await git('rev-parse', '--is-inside-work-tree');
  if (lookup.stdout === 'true') return { done: false, note: 'Already inside a git repository; skipped `git init`.' };
  // Another user's repository is refused with the same exit code, but it is there.
  if (!lookup.ok && !lookup.stderr.includes('not a git repository')) return notStarted(lookup);
  const init = await git('init', '--quiet', '--initial-branch=main');
  return init.ok ? firstCommit(git, version) : notStarted(init);
}

const notStarted = ({ reason }: Captured): StepResult => ({
  done: false,
  note: `No git repository was started: ${reason}`,
});

type Git = (...args: readonly string[]) => Promise<Captured>;

// What `git rev-parse --local-env-vars` lists: set by a hook that runs us, it would lead to another repository.
const LOCAL =
  /^GIT_(DIR|WORK_TREE|IMPLICIT_WORK_TREE|INDEX_FILE|PREFIX|COMMON_DIR|SHALLOW_FILE|GRAFT_FILE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|NO_REPLACE_OBJECTS|REPLACE_REF_BASE)$/;

// In English, as one message is looked at.
const withoutGit = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !LOCAL.test(name))),
  LC_ALL: 'C',
});

const COMMIT = ['-c', 'commit.gpgsign=false', 'commit', '--quiet', '--no-verify', '--message'];

async function firstCommit(git: Git, version: string): Promise<StepResult> {
  const added = await git('add', '--all');
  const result = added.ok ? await git(...COMMIT, `Start from create-technokaizen-app ${version}`) : added;
  return { done: true, ...(!result.ok && { note: `git could not create the first commit: ${result.reason}` }) };
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
  const { ok, stderr } = await runProgram(process.execPath, args);
  return ok ? undefined : stderr.trim();
}

/** An install that failed, with the end of its output, where the reason is. */
export class InstallFailure extends Error {
  readonly output: readonly string[];

  constructor(output: readonly string[]) {
    super(output.at(-1) ?? 'it gave no reason.');
    this.output = output;
  }
}

/** Runs the repository's own set-up, and ends it with all that it has started when `signal` aborts. */
export async function install(directory: string, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const command = [process.execPath, join('scripts', 'setup.mjs')];
  const setup = startProgram(command, { cwd: directory, env: process.env, signal });
  if ((await setup.end) !== 0) throw new InstallFailure(lastLines(setup.text(), 15));
}
