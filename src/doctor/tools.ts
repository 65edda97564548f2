import type { Find, Layer, Tool } from '../catalog.ts';
import { chain } from '../render/layers.ts';
import { serviceLayers } from '../render/parts.ts';
import type { Stack } from '../stack.ts';
import { onPath } from './path.ts';

/** A tool and the layer that asks for it. */
export interface RequiredTool {
  readonly tool: Tool;
  readonly layer: Layer;
}

/** Every layer of a stack, the most general first. */
function layersOf(stack: Stack, find: Find): readonly Layer[] {
  const page = stack.frontend === undefined ? [] : chain(stack.frontend, find);
  const all = [
    find('base'),
    ...stack.services.flatMap((service) => serviceLayers(service, find)),
    ...page,
    ...stack.infra.flatMap((layer) => chain(layer, find)),
  ];
  return [...new Map(all.map((layer) => [layer.id, layer])).values()];
}

/** The tools that a stack's layers ask for, each once. */
export function toolsOf(stack: Stack, find: Find): readonly RequiredTool[] {
  const all = layersOf(stack, find).flatMap((layer) => (layer.manifest.tools ?? []).map((tool) => ({ tool, layer })));
  return [...new Map(all.map((asked) => [asked.tool.name, asked])).values()];
}

/** One line for each tool that will be missed: looked for on the PATH, as nothing may be started before anything is written. */
export const missedTools = (stack: Stack, find: Find, path?: string): readonly string[] =>
  toolsOf(stack, find)
    .filter(({ tool }) => tool.optional !== true && onPath(tool.commands, path) === undefined)
    .map(({ tool }) => missing(tool));

/** What is missing, what for, and where it comes from. */
const missing = ({ name, why, get }: Tool): string => `${name} is missing: it ${why}. Get it: ${get}`;
