// What there is to test, computed from the questions and the folders of templates/: read by the runner in one go, as Node.js 20 has to have
// TypeScript bundled first.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { check, complete } from '../../src/answers.ts';
import { openCatalog, type Kind } from '../../src/catalog.ts';
import { questions } from '../../src/options.ts';
import { render } from '../../src/render/render.ts';
import { resolveStack } from '../../src/stack.ts';
import type { Tree } from '../../src/tree.ts';
import { pipelines } from '../../test/ci/support/pipelines.ts';
import { executed } from '../../test/ci/support/stacks.ts';
import { charted, deployed, released } from '../../test/deploy/support/stacks.ts';
import { quickStacks, stacksIn } from '../../test/stacks/stacks.ts';
import { readSupersets } from '../locks/supersets.ts';

export { deployed, executed, pipelines, released };

export const charts = charted();

// TEMPLATES names others: a fixture's choices are planned like the package's own.
const { TEMPLATES } = process.env;
const catalog = openCatalog(TEMPLATES);

const KINDS: readonly Kind[] = ['license', 'backend', 'frontend', 'database', 'ci', 'deploy'];

/** Ids of everything that can be chosen: `backend/flask`. */
export const choices: readonly string[] = KINDS.flatMap((kind) => catalog.choices(kind)).map(({ id }) => id);

export const backends: readonly string[] = catalog.choices('backend').map(({ name }) => name);

/** Each database with the module that starts a server of it for the tests. */
export const databases = catalog
  .choices('database')
  .flatMap(({ name, directory, manifest: { tests } }) =>
    tests === undefined ? [] : [{ name, tests: join(directory, tests) }],
  );

/** Stacks in which every pair of backend, frontend and database occurs. */
export const stacks = stacksIn(catalog.templates);

/** What a newcomer gets who only chooses a backend. */
export const firstStacks = quickStacks(catalog.templates);

/** Each layer with a lock: its id and directory. */
export const locked = readSupersets('templates').map(({ layer, directory }) => ({ layer, directory }));

/** Renders the repository that flags make, `--backend flask --deploy docker,helm`; without randomness. */
export function rendered(flags: readonly string[]): Tree {
  const pairs = flags.flatMap((flag, index) => (flag.startsWith('--') ? [[flag.slice(2), flags[index + 1]]] : []));
  const values = Object.fromEntries(
    pairs.map(([key = '', value = '']) => [key, isList(key) ? value.split(',') : value]),
  );
  const answers = complete(check({ directory: 'my-app', ...values }, catalog, String), '/');
  return render(resolveStack(answers, catalog), catalog, () => 'r'.repeat(64));
}

const isList = (key: string): boolean => questions.find((question) => question.key === key)?.type === 'choices';

/** SHA-256 of the files below some paths, names included; of all but the record where no path is given. */
export function digestOf(tree: Tree, below?: readonly string[]): string {
  const hash = createHash('sha256');
  const isRead = (path: string): boolean =>
    below === undefined ? path !== '.technokaizen.json' : below.some((start) => path.startsWith(start));
  for (const [path, { content, executable }] of tree)
    if (isRead(path)) hash.update(`${path} ${executable} ${content.length}\n`).update(content);
  return hash.digest('hex');
}
