import { join } from 'node:path';
import { sha256 } from '../hash.ts';
import { findTarget } from '../target.ts';
import type { Tree } from '../tree.ts';
import { remove, temporaryDirectory, writeTree } from '../write.ts';
import { journey } from './journey.ts';
import { hashOf } from './content-hash.ts';
import { reaches, type Level } from '../level.ts';
import type { Failure } from './outcome.ts';
import type { ListedPart } from './part-list.ts';
import type { Place } from '../processes.ts';
import { failureOf } from './running.ts';
import { environmentFor, sharesServices, silentServices, variablesOf } from '../services.ts';

/** What came of the commands of a repository. */
export interface Proof {
  readonly failure?: Failure;
  readonly skipped?: Failure;
  readonly kept?: string;
}

/** One thing that is done in a repository, and what its answer follows from: it is done once for each. */
interface Step {
  readonly key: string;
  readonly run: (place: Place) => Promise<Failure | undefined>;
}

export interface Proving {
  readonly level: Level;
  readonly keep: boolean;
  readonly signal: AbortSignal;
}

/** Runs the commands of one repository after the other, up to a level; what was proven for the same files is not run again. */
export function prover({ level, keep, signal }: Proving): (name: string, tree: Tree) => Promise<Proof> {
  const known = new Map<string, Promise<Failure | undefined>>();
  const inTurn = queue();
  return async (name, tree) => {
    const variables = variablesOf(tree);
    if (reaches(level, 'test')) {
      const silent = await silentServices(variables);
      if (silent.length > 0) return { skipped: { step: 'a server is missing', output: silent } };
    }
    const steps = stepsOf(tree, level);
    const repository = lazyDirectory(() => written(name, tree, signal));
    const place = async (): Promise<Place> => ({ cwd: await repository.get(), env: environmentFor(variables), signal });
    const work = async (): Promise<Failure | undefined> => firstFailure(steps, known, place);
    const failure = await (sharesServices(variables) ? inTurn(work) : work()).finally(() => {
      if (!keep) repository.drop();
    });
    const kept = keep ? repository.there() : undefined;
    return { ...(failure && { failure }), ...(kept !== undefined && { kept }) };
  };
}

async function firstFailure(
  steps: readonly Step[],
  known: Map<string, Promise<Failure | undefined>>,
  place: () => Promise<Place>,
): Promise<Failure | undefined> {
  for (const { key, run } of steps) {
    const answer = known.get(key) ?? place().then(run);
    known.set(key, answer);
    const failure = await answer;
    if (failure !== undefined) return failure;
  }
  return undefined;
}

function stepsOf(tree: Tree, level: Level): readonly Step[] {
  const parts = JSON.parse(tree.get('scripts/parts.json')?.content.toString() ?? '[]') as readonly ListedPart[];
  const all = digestOf(tree, () => true);
  const ofParts = (verb: string): readonly Step[] =>
    parts
      .filter(({ verbs }) => verbs[verb] !== undefined)
      .map(({ name, directory }) => ({
        key: `${verb} ${name} ${digestOf(tree, (path) => path.startsWith(`${directory}/`) || path.startsWith('scripts/'))}`,
        run: (place) => inRepository(['npm', 'run', verb, '--', name], place),
      }));
  return [
    ...(reaches(level, 'lint') ? [...ofParts('lint'), ...ofParts('typecheck')] : []),
    ...(reaches(level, 'build') ? ofParts('build') : []),
    ...(reaches(level, 'test')
      ? [{ key: `test ${all}`, run: (place: Place) => inRepository(['npm', 'test'], place) }]
      : []),
    ...(reaches(level, 'run') ? [{ key: `run ${all}`, run: (place: Place) => journey(parts, place) }] : []),
  ];
}

/** A failed install is said by its own name, as it is nobody's lint error. */
const inRepository = async (command: readonly string[], place: Place): Promise<Failure | undefined> =>
  (await failureOf(['npm', 'run', 'setup'], place)) ?? failureOf(command, place);

/** SHA-256 of paths and of the contents' hashes; what is secret is random, and says nothing. */
export function digestOf(tree: Tree, among: (path: string) => boolean): string {
  const files = [...tree].filter(([path, { secret }]) => !secret && among(path));
  return sha256(files.map(([path, { content }]) => `${path} ${hashOf(content)}\n`).join(''));
}

async function written(name: string, tree: Tree, signal: AbortSignal): Promise<string> {
  const parent = temporaryDirectory('technokaizen-verify-');
  await writeTree(tree, findTarget(name, parent), signal);
  return join(parent, name);
}

interface LazyDirectory {
  readonly get: () => Promise<string>;
  readonly there: () => string | undefined;
  readonly drop: () => void;
}

/** A directory that is made when it is first needed. */
function lazyDirectory(make: () => Promise<string>): LazyDirectory {
  let made: Promise<string> | undefined;
  let path: string | undefined;
  return {
    get: async () => (path = await (made ??= make())),
    there: () => path,
    drop: () => path !== undefined && remove(join(path, '..')),
  };
}

/** Runs one after the other what is given to it. */
function queue(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
}
