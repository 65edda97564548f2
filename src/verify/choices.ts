import type { Catalog } from '../catalog.ts';
import type { Stack } from '../stack.ts';
import type { Pipeline } from '../pipeline.ts';
import { chain } from '../render/layers.ts';
import type { Choices } from './check.ts';
import { wordFor } from './rendered.ts';
import { dimensions } from './stacks.ts';

/** The words that name the choices that there are, and those that a stack has. */
export function choicesIn(stack: Stack, catalog: Catalog): Choices {
  const services = stack.services.flatMap(({ backend, database }) => [backend, database]);
  const page = stack.frontend === undefined ? [] : [stack.frontend];
  return {
    all: dimensions.flatMap(({ kind }) => catalog.choices(kind).map(wordFor)),
    chosen: new Set([...services, ...page, ...stack.infra, stack.licence].map(wordFor)),
    pipelines: pipelinesOf(catalog),
  };
}

/** The pipelines of all CI providers, each once, and of what they stand on. */
export const pipelinesOf = (catalog: Catalog): readonly Pipeline[] => [
  ...new Set(
    catalog
      .choices('ci')
      .flatMap((layer) => chain(layer, (id) => catalog.layer(id)))
      .flatMap(({ manifest }) => manifest.pipeline ?? []),
  ),
];
