import type { Catalog } from '../catalog.ts';
import { EXIT, Refusal } from '../errors.ts';
import { recordOf, RECORD } from '../record.ts';
import { resolveStack, type Stack } from '../stack.ts';
import { inPathOrder, type Tree } from '../tree.ts';
import { turn } from '../turn.ts';
import { CHECKS } from './checks/index.ts';
import { choicesIn } from './choices.ts';
import { inspector, type Found } from './inspect.ts';
import { reaches, type Level } from '../level.ts';
import type { Outcome, Run } from './outcome.ts';
import { digestOf, prover } from './prove.ts';
import { renderer } from './rendered.ts';
import type { Selection } from './select.ts';
import type { Combination } from './stacks.ts';

/** How a run is done. */
export interface Settings {
  readonly catalog: Catalog;
  readonly level: Level;
  readonly jobs: number;
  readonly keep: boolean;
  readonly version: string;
  readonly signal: AbortSignal;
  /** Hashes of repositories that an earlier run has proven. */
  readonly before: ReadonlySet<string>;
  readonly onDone: (outcome: Outcome) => void;
}

/** Looks at every stack of a selection, several at once where commands are run. */
export async function verifyAll({ stacks, description }: Selection, settings: Settings): Promise<Run> {
  const begin = performance.now();
  const verifyOne = verifier(settings);
  const outcomes: Outcome[] = [];
  const waiting = stacks.map((stack, index) => ({ stack, index }));
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (settings.signal.aborted) throw stopped();
      const outcome = await verifyOne(next.stack);
      outcomes[next.index] = outcome;
      settings.onDone(outcome);
      await turn();
    }
  };
  await Promise.all(Array.from({ length: settings.jobs }, worker));
  const skipped = CHECKS.flatMap(({ name, skipReason: why }) => {
    const reason = why?.();
    return reason === undefined ? [] : [`the check ${name}: ${reason}`];
  });
  return {
    level: settings.level,
    outcomes,
    seconds: (performance.now() - begin) / 1000,
    skipped,
    selection: description,
  };
}

const stopped = (): Refusal => new Refusal('Stopped.', '', EXIT.cancelled);

function verifier(settings: Settings): (stack: Combination) => Promise<Outcome> {
  const { catalog, level, before } = settings;
  const render = renderer(catalog);
  const inspect = inspector(CHECKS);
  const prove = prover(settings);
  return async (combination) => {
    const begin = performance.now();
    const done = (rest: Omit<Outcome, 'stack' | 'seconds'>): Outcome => ({
      ...rest,
      stack: combination,
      seconds: (performance.now() - begin) / 1000,
    });
    const { stack, tree, findings } = rendered(combination, catalog, render, inspect);
    const sha256 = tree === undefined ? '' : digestOf(tree, () => true);
    if (findings.length > 0 || tree === undefined) return done({ result: 'failed', sha256, findings });
    if (!reaches(level, 'lint')) return done({ result: 'passed', sha256, findings });
    if (before.has(sha256)) return done({ result: 'unchanged', sha256, findings });
    const whole = withRecord(tree, combination, stack, settings.version);
    const { failure, skipped, kept } = await prove(combination.name, whole).catch(asStopped(settings.signal));
    if (skipped !== undefined) return done({ result: 'skipped', sha256, findings, failure: skipped });
    return done({
      result: failure === undefined ? 'passed' : 'failed',
      sha256,
      findings,
      ...(failure && { failure }),
      kept,
    });
  };
}

/** Renders and inspects; what can't even be rendered is a finding. */
function rendered(
  { answers }: Combination,
  catalog: Catalog,
  render: (stack: Stack) => Tree,
  inspect: ReturnType<typeof inspector>,
): { readonly stack: Stack; readonly tree: Tree | undefined; readonly findings: readonly Found[] } {
  const stack = resolveStack(answers, catalog);
  try {
    const tree = render(stack);
    return { stack, tree, findings: inspect(tree, choicesIn(stack, catalog)) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { stack, tree: undefined, findings: [{ check: 'render', path: 'templates', message }] };
  }
}

const withRecord = (tree: Tree, { answers }: Combination, { decision }: Stack, version: string): Tree =>
  inPathOrder([...tree, [RECORD, recordOf(version, answers, decision, tree)]]);

const asStopped =
  (signal: AbortSignal) =>
  (error: unknown): never => {
    throw signal.aborted ? stopped() : error;
  };
