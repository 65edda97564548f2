// Repositories for steps whose own repository step does not run, as it is recorded or was not selected.
import { join } from 'node:path';
import { finish } from './run.mjs';
import { installedIn } from './pack.mjs';

/** @typedef {import('./types.ts').Step} Step */

export class RepositoryMaker {
  #steps;
  /** @type {Map<string, Promise<string | undefined>>} */
  #made = new Map();

  /** @param {readonly Step[]} steps */
  constructor(steps) {
    this.#steps = new Map(steps.map((step) => [step.title, step]));
  }

  /**
   * Scaffolds, installs and builds the repository of a step, once; the reason where that fails.
   * @param {string | undefined} title
   * @param {Readonly<Record<string, string>>} toolEnv
   * @returns {Promise<string | undefined>}
   */
  make(title, toolEnv) {
    const step = this.#steps.get(title ?? '');
    if (step?.env?.STACK === undefined) return Promise.resolve(undefined);
    const made = this.#made.get(step.title) ?? makeRepository(step.env, toolEnv);
    this.#made.set(step.title, made);
    return made;
  }
}

/**
 * @param {import('./types.ts').Env} env
 * @param {Readonly<Record<string, string>>} toolEnv
 */
async function makeRepository({ STACK = '', STACKS_DIR = '' }, toolEnv) {
  const { name, flags } = JSON.parse(STACK);
  const program = join(installedIn(toolEnv.PACKED ?? ''), 'node_modules', '.bin', 'create-technokaizen-app');
  const repository = join(STACKS_DIR, name);
  const commands = [
    { program, args: [name, ...flags, '--yes', '--no-install'], cwd: STACKS_DIR },
    { program: 'npm', args: ['run', 'setup'], cwd: repository },
    { program: 'npm', args: ['run', 'build'], cwd: repository },
  ];
  for (const { program: each, args, cwd } of commands) {
    const { status, stdout, stderr } = await finish(each, args, { cwd, env: { ...process.env, ...toolEnv } });
    if (status !== 0) return `${[each, ...args].join(' ')} failed:\n${stdout}\n${stderr}`;
  }
  return undefined;
}
