import type { EnvVariable, Find } from '../catalog.ts';
import type { Given } from '../options.ts';
import type { Project, Service, Stack } from '../stack.ts';
import { decisionView, type DecisionView } from '../recommend/decision-view.ts';
import { presetOf } from '../recommend/presets.ts';
import { fieldOf, partsOf, portOf, verbsOf, type Part } from './parts.ts';
import { renderText } from './template.ts';

/** Random texts by name, made outside of rendering: the only part of a repository that differs between two scaffolds. */
export type Secrets = (name: string) => string;

/** What stands in `.env.example` where `.env` holds a random value; the repo's own set-up replaces it. */
const EXAMPLE_SECRET = 'change-me';

interface EnvView {
  readonly name: string;
  readonly description: string;
  /** What holds where nothing is set, as Markdown; empty where nothing does. */
  readonly shown: string;
  readonly example: string;
  readonly value: string;
  readonly secret: boolean;
}

interface ServiceView {
  readonly name: string;
  readonly directory: string;
  readonly title: string;
  readonly database: string;
  readonly port: string;
  readonly env: readonly EnvView[];
  /** Paragraphs for the README. */
  readonly guide: readonly string[];
  /** Starts the names of variables that are the service's outside of it: `BACKEND`. */
  readonly prefix: string;
  /** Commands as an image runs them, empty where the service has none; `exec`: as lists for JSON, YAML and Dockerfiles. */
  readonly commands: Readonly<Record<ImageVerb, string>>;
  readonly exec: Readonly<Record<ImageVerb, string>>;
}

const IMAGE_VERBS = ['serve', 'migrate', 'admin'] as const;
type ImageVerb = (typeof IMAGE_VERBS)[number];

interface PartView {
  readonly name: string;
  readonly directory: string;
  readonly title: string;
  readonly port: string;
  readonly variable: string;
}

/** All that a template may use; docs/layers.md is its documentation. */
export interface View {
  readonly name: string;
  readonly module: string;
  readonly title: string;
  readonly description: string;
  readonly owner: string;
  readonly license: string;
  readonly quoted: Readonly<Record<'name' | 'title' | 'description' | 'owner' | 'license', string>>;
  readonly html: Readonly<Record<'description' | 'owner', string>>;
  readonly services: readonly ServiceView[];
  readonly frontend: boolean;
  readonly api: string;
  readonly parts: readonly PartView[];
  readonly needs: readonly string[];
  /** How the backend came to be chosen. */
  readonly decision: DecisionView;
}

/** A view inside a service's own directory. */
export type InService = View & { readonly service: ServiceView };

export function viewOf(stack: Stack, find: Find, secrets: Secrets): View {
  const { name, module, title, description, owner, license } = stack.project;
  const parts = partsOf(stack, find);
  const services = stack.services.map((service) => serviceView(service, parts, stack, secrets));
  const quoted = Object.fromEntries(
    Object.entries({ name, title, description, owner, license }).map(([key, text]) => [key, JSON.stringify(text)]),
  );
  return {
    ...{ name, module, title, description, owner, license, services },
    quoted: quoted as View['quoted'],
    html: { description: escapeHtml(description), owner: escapeHtml(owner) },
    decision: decisionView(stack, parts),
    frontend: stack.frontend !== undefined,
    api: stack.services[0]?.directory ?? '',
    parts: parts.map(partView),
    needs: [...new Set(parts.flatMap((part) => part.layers.flatMap((layer) => layer.manifest.needs ?? [])))],
  };
}

function partView(part: Part): PartView {
  const { name, directory, title } = part;
  const port = portOf(part);
  return { name, directory, title, port: port.default, variable: port.variable };
}

function serviceView(service: Service, parts: readonly Part[], stack: Stack, secrets: Secrets): ServiceView {
  const { project, profile } = stack;
  const part = parts.find(({ name }) => name === service.name);
  if (part === undefined) throw new Error(`no part for service ${service.name}`);
  const declared = part.layers.flatMap((layer) => layer.manifest.env ?? []);
  const commands = commandsInImage(part);
  return {
    commands,
    exec: mapVerbs((verb) => commands[verb] && listOf(commands[verb].split(' '))),
    prefix: service.name.toUpperCase().replaceAll('-', '_'),
    ...{ name: service.name, directory: service.directory, title: part.title, port: portOf(part).default },
    database: service.database.manifest.title,
    guide: part.layers
      .flatMap((layer) => layer.manifest.guide ?? [])
      .map((text) => renderText(text, { ...project, directory: part.directory }, 'guide')),
    env: declared.map((variable) => envView(variable, project, profile, secrets(`${service.name}.${variable.name}`))),
  };
}

function commandsInImage(part: Part): Readonly<Record<ImageVerb, string>> {
  const verbs = { ...verbsOf(part), ...fieldOf(part, 'production') };
  return mapVerbs((verb) => {
    const [command = '', ...more] = [verbs[verb] ?? []].flat();
    if (more.length > 0) throw new Error(`${verb} of ${part.name}: an image runs one command`);
    return command;
  });
}

const mapVerbs = (value: (verb: ImageVerb) => string): Readonly<Record<ImageVerb, string>> =>
  Object.fromEntries(IMAGE_VERBS.map((verb) => [verb, value(verb)])) as Record<ImageVerb, string>;

const listOf = (words: readonly string[]): string => `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;

function envView(variable: EnvVariable, project: Project, profile: Given, random: string): EnvView {
  const { name, description, secret = false } = variable;
  const fallback = variable.default ?? '';
  const source = presetOf(variable, profile)?.value ?? variable.development ?? fallback;
  const filled = (text: string): string => renderText(source, { ...project, secret: text }, `env ${name}`);
  return {
    name,
    description,
    secret,
    shown: fallback === '' ? '' : `\`${fallback}\``,
    example: filled(EXAMPLE_SECRET),
    value: filled(variable.generate ? random : ''),
  };
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
