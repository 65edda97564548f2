// The answers about locks that the offered stacks ask for, worked out once: bundled and run by known-locks.mjs.
import { choicesOf, complete } from '../../src/answers.ts';
import { openCatalog, type Catalog } from '../../src/catalog.ts';
import { questions, type Given } from '../../src/options.ts';
import type { Recall } from '../../src/render/locks/recall.ts';
import { render } from '../../src/render/render.ts';
import { resolveStack } from '../../src/stack.ts';

/** Key → answer, for every combination of the choices of which each stack has one. */
export function knownLocks(templates: string): ReadonlyMap<string, unknown> {
  const known = new Map<string, unknown>();
  const recall: Recall = <Answer>(key: string, workOut: () => Answer) => {
    if (!known.has(key)) known.set(key, workOut());
    return known.get(key) as Answer;
  };
  const catalog = openCatalog(templates);
  for (const given of combinations(catalog))
    render(resolveStack(complete(given, '/'), catalog), catalog, () => '', recall);
  return known;
}

/** Every combination of the choices of which a stack has one: the ones that a lock may follow from. */
export const combinations = (catalog: Catalog): readonly Given[] =>
  questions
    .filter((question) => question.type === 'choice' && 'kind' in question)
    .reduce<readonly Given[]>(
      (all, question) =>
        all.flatMap((given) => choicesOf(question, catalog).map((name) => ({ ...given, [question.key]: name }))),
      [{}],
    );
