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
    await git('add', '--all');
  } catch (error) {
    return { done: false, note: `git: ${lastLine(error)} No repository was started.` };
  }
  return firstCommit(git, version);
}

type Git = (...args: readonly string[]) => Promise<{ readonly stdout: string }>;

// Variables such as GIT_DIR, set by a hook that runs us, would lead to another repository.
const withoutGit = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^GIT_(DIR|WORK_TREE|INDEX_FILE|PREFIX)$/.test(name)),
  );

async function insideWorkTree(git: Git): Promise<boolean> {
  try {
    return (await git('rev-parse', '--is-inside-work-tree')).stdout === 'true';
  } catch (error) {
    if ((error as ExecaError).code === 'ENOENT') throw error;
    return false;
  }
}

async function firstCommit(git: Git, version: string): Promise<Outcome> {
  try {
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
  const [, ...args] = String(layer.manifest.verbs?.['check'])
    .replace('{root}', join(layer.directory, 'root'))
    .split(' ');
  const result = await execa(process.execPath, args, { reject: false });
  return result.exitCode === 0 ? undefined : result.stderr.trim();
}

/** Runs the repository's own set-up; throws with the last line that it said where it fails. */
export async function install(directory: string, signal: AbortSignal): Promise<void> {
  try {
    await execa(process.execPath, [join('scripts', 'setup.mjs')], {
      cwd: directory,
      cancelSignal: signal,
     
      stdin: 'ignore',
    });
  } catch (error) {
    throw new Error(lastLine(error), { cause: error });
  }
}

function lastLine(error: unknown): string {
  if (!(error instanceof ExecaError)) return String(error);
  if (error.code === 'ENOENT') return 'the program is not installed.';
  const said = String(error.stderr).trim();
  return said.split('\n').at(-1) ?? error.shortMessage;
}
