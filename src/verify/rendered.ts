import type { Catalog, Layer } from '../catalog.ts';
import { render, type Reading } from '../render/render.ts';
import type { Recall } from '../render/locks/answer-cache.ts';
import { readSources, type Source } from '../render/layers.ts';
import type { Stack } from '../stack.ts';
import type { Tree } from '../tree.ts';

/** What stands for every random secret, so that one which got into a file that is no secret is known by it; long enough for a service. */
export const SECRET_MARK = 'a-secret-of-this-repository-and-of-no-other';

/** Renders stack after stack, with what is the same for all of them read and worked out once. */
export function renderer(catalog: Catalog): (stack: Stack) => Tree {
  const sources = new Map<string, readonly Source[]>();
  const read: Reading = (folder) => remembered(sources, folder, () => readSources(folder));
  const answers = new Map<string, unknown>();
  const recall: Recall = <Answer>(key: string, workOut: () => Answer) => remembered(answers, key, workOut) as Answer;
  return (stack) => render(stack, catalog, () => SECRET_MARK, recall, read);
}

function remembered<T>(known: Map<string, T>, key: string, workOut: () => T): T {
  if (!known.has(key)) known.set(key, workOut());
  return known.get(key) as T;
}

/** How a text would name a layer: by the word that its title has in brackets, `Node.js (Fastify)`, or by its own name. */
export const wordFor = ({ name, manifest }: Layer): string =>
  (/\((\w+)\)$/.exec(manifest.title)?.[1] ?? name).toLowerCase();
