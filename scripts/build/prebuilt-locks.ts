// The lock texts of the offered stacks, worked out once: bundled and run by prebuilt-locks.mjs.
import { choicesOf, complete } from '../../src/answers.ts';
import { openCatalog, type Catalog } from '../../src/catalog.ts';
import { questions, type Given } from '../../src/options.ts';
import { INDEX, type Prebuilt, type Recall, type Superset } from '../../src/render/locks/answer-cache.ts';
import { render } from '../../src/render/render.ts';
import { resolveStack } from '../../src/stack.ts';

interface Text {
  readonly key: string;
  readonly text: string;
  readonly superset: Superset;
}

/** Name → content of the files that hold every text, for every combination of the choices of which each stack has one. */
export function prebuiltLocks(templates: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const index: Record<string, Prebuilt> = {};
  const all = textsOf(openCatalog(templates));
  for (const hash of new Set(all.map(({ superset }) => superset.hash))) {
    const texts = all.filter(({ superset }) => superset.hash === hash);
    const { base, content } = baseOf(texts);
    if (base !== undefined) files.set(base, content);
    for (const { key, text } of texts) index[key] = { ...(base && { base }), pieces: piecesOf(text, content) };
  }
  return files.set(INDEX, JSON.stringify(index));
}

function textsOf(catalog: Catalog): readonly Text[] {
  const known = new Map<string, Text>();
  const recall: Recall = (key, workOut, superset) => {
    const found = known.get(key) ?? { key, superset, text: workOut() };
    known.set(key, found);
    return found.text;
  };
  for (const given of combinations(catalog))
    render(resolveStack(complete(given, '/'), catalog), catalog, () => '', recall);
  return [...known.values()];
}

/** What the texts of one superset are cut from: the superset where it is such a text itself, the longest of them otherwise. */
function baseOf(texts: readonly Text[]): { readonly base?: string; readonly content: string } {
  const longest = texts.reduce((one, other) => (other.text.length > one.text.length ? other : one));
  const content = longest.superset.content.toString();
  return content.startsWith('{\n  "name"') ? { content } : { base: `${longest.key}.txt`, content: longest.text };
}

/** A text as places in another one: entry by entry, as both are in the same order. */
function piecesOf(text: string, base: string): Prebuilt['pieces'] {
  const pieces: (string | [from: number, to: number])[] = [];
  let end = 0;
  for (const entry of text.split(/^(?=\S| {4}")/m)) {
    const at = base.indexOf(entry, end);
    const last = pieces.at(-1);
    if (at < 0) pieces.push(entry);
    else if (Array.isArray(last) && last[1] === at) last[1] = at + entry.length;
    else pieces.push([at, at + entry.length]);
    if (at >= 0) end = at + entry.length;
  }
  return pieces;
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
