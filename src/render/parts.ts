import type { Find, Layer, Manifest, Verb } from '../catalog.ts';
import type { Service, Stack } from '../stack.ts';
import { chain } from './layers.ts';

/** What has a directory, a port and verbs of its own: a service or the page. */
export interface Part {
  readonly name: string;
  readonly directory: string;
  readonly title: string;
  readonly layers: readonly Layer[];
}

/** Every service and the page, in the order in which they are set up and tested. */
export function partsOf(stack: Stack, find: Find): readonly Part[] {
  const services = stack.services.map((service) => ({
    name: service.name,
    directory: service.directory,
    title: service.backend.manifest.title,
    layers: serviceLayers(service, find),
  }));
  if (stack.frontend === undefined) return services;
  const page = {
    name: 'frontend',
    directory: 'frontend',
    title: stack.frontend.manifest.title,
    layers: chain(stack.frontend, find),
  };
  return [...services, page];
}

/** What a service stands on, most general first: what its backend extends, the backend, the database. */
export const serviceLayers = (service: Service, find: Find): readonly Layer[] => [
  ...chain(service.backend, find),
  service.database,
];

/** The most special value of a manifest's field among the layers of a part. */
export const fieldOf = <K extends keyof Manifest>(part: Part, key: K): Manifest[K] | undefined =>
  part.layers.map((layer) => layer.manifest[key]).findLast((value) => value !== undefined);

/** The part's port: the variable that moves it and its default. */
export function portOf(part: Part): { readonly variable: string; readonly default: string } {
  const port = fieldOf(part, 'port');
  if (port === undefined) throw new Error(`no layer of ${part.name} names its port`);
  return port;
}

/** The text of `scripts/parts.json`: what the repo's own npm scripts run. */
export const partsJson = (parts: readonly Part[]): string => `${JSON.stringify(parts.map(describe), null, 2)}\n`;

/** The part's commands by name; the most special layer's where several have one. */
export const verbsOf = (part: Part): Readonly<Record<string, Verb>> =>
  Object.assign({}, ...part.layers.map((layer) => layer.manifest.verbs ?? {})) as Record<string, Verb>;

function describe(part: Part): object {
  const commands = (verb: Verb): readonly string[] =>
    [verb].flat().map((command) => fromDirectory(command, part.directory));
  return {
    ...{ name: part.name, directory: part.directory, title: part.title, port: portOf(part) },
    ...{ health: fieldOf(part, 'health'), install: fieldOf(part, 'install'), programs: fieldOf(part, 'programs') },
    verbs: Object.fromEntries(Object.entries(verbsOf(part)).map(([name, verb]) => [name, commands(verb)])),
  };
}

// `{root}` in a verb is the way from the part's directory to the repository's root.
const fromDirectory = (command: string, directory: string): string =>
  command.replaceAll('{root}', directory.replace(/[^/]+/g, '..'));
