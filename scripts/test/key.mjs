// The key of a step: a hash of every byte that its verdict follows from. It is computed on every run, never read.
import { join } from 'node:path';
import { filesOf } from './imports.mjs';
import { digestFiles, sha256 } from './hash.mjs';

/**
 * @typedef {import('./types.ts').Step} Step
 * @typedef {{ rendered: (flags: readonly string[]) => unknown, digestOf: (tree: any, below?: readonly string[]) => string }} Renderer
 * @typedef {{ renderer: Renderer, versions: (tools: readonly string[]) => Promise<string> }} World
 */

/** Written by the runner itself, so no input. */
const RUNNER = join('scripts', 'test');

/**
 * The hashes of a step's inputs by kind; undefined for a step that declares no inputs.
 * @param {Step} step
 * @param {World} world
 * @returns {Promise<Readonly<Record<string, string>> | undefined>}
 */
export async function inputsOf(step, { renderer, versions }) {
  const { run, reads, env = {}, tools = [], optional = [] } = step;
  if (reads === undefined || 'command' in run) return undefined;
  const rendered = (reads.rendered ?? []).map(({ flags, below }) => renderer.digestOf(treeOf(flags, renderer), below));
  return {
    rendered: sha256(rendered.join(' ')),
    files: digestFiles([...(reads.files ?? []), ...databaseTests(tools)]),
    suite: sha256(`${digestFiles(await suiteFiles(run))} ${digestFiles([RUNNER])} ${(run.projects ?? []).join(' ')}`),
    packages: digestFiles(['package-lock.json']),
    tools: sha256(await versions(['node', 'npm', ...tools, ...optional])),
    flags: sha256(JSON.stringify(withoutPaths(env))),
  };
}

// A suite imports its database's module by a computed path.
const databaseTests = (tools) =>
  tools.filter((tool) => tool.startsWith('database/')).map((tool) => join('templates', tool, 'tests.mjs'));

/** @param {Readonly<Record<string, string>>} inputs */
export const keyOf = (inputs) => sha256(JSON.stringify(Object.entries(inputs).sort(([a], [b]) => (a < b ? -1 : 1))));

// Many steps read the same repository, and the same suite.
const trees = new Map();
function treeOf(flags, renderer) {
  const name = flags.join(' ');
  if (!trees.has(name)) trees.set(name, renderer.rendered(flags));
  return trees.get(name);
}

const suites = new Map();
/** @param {import('./types.ts').Suite} suite */
function suiteFiles(suite) {
  const name = JSON.stringify([suite.config, suite.filters]);
  if (!suites.has(name)) suites.set(name, filesOf(suite));
  return suites.get(name);
}

/** The directories of a run are other ones each time, and say nothing. */
const withoutPaths = (env) => Object.entries(env).filter(([name]) => !/_DIR$/.test(name));
