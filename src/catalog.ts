import { join } from 'node:path';
import type { Pipeline } from './pipeline.ts';
import { entries, readFile } from './layer-files.ts';
import { TEMPLATES } from './packed.ts';

export { TEMPLATES } from './packed.ts';

/** The folders under templates/ whose children are the choices of the question of the same name. */
export type Kind = 'license' | 'backend' | 'frontend' | 'database' | 'ci' | 'deploy';

/** One environment variable, declared once; see docs/layers.md. */
export interface EnvVariable {
  readonly name: string;
  readonly description: string;
  readonly default?: string;
  readonly development?: string;
  readonly secret?: boolean;
  readonly generate?: boolean;
  /** Values for `.env` and `.env.example` where the profile has one of the criteria; the first that fits counts. */
  readonly presets?: readonly Preset[];
}

/** A value that answers of the profile ask for. */
export interface Preset extends Knowledge {
  /** `compliance.hipaa`: question and answer. */
  readonly for: readonly string[];
  readonly value: string;
}

/** Something that is known, as a sentence, and where it comes from. */
export interface Knowledge {
  readonly reason: string;
  readonly source: string;
}

/** What is known of a choice for one answer of the profile: above zero where it fits. */
export interface Weighed extends Knowledge {
  readonly weight: number;
}

/** By question and answer of the profile. */
export type ByAnswer<T> = Readonly<Record<string, Readonly<Record<string, T>>>>;

/** A command, or commands in order; split at blanks, run without a shell in the part's directory. */
export type Verb = string | readonly string[];

/** A program that has to be on the machine. */
export interface Tool {
  readonly name: string;
  /** Any of these programs. */
  readonly commands: readonly string[];
  /** What makes it print its version, where that is not `--version`. */
  readonly print?: readonly string[];
  /** Versions that will do, any of these ranges: `>=20.19 <21`. */
  readonly versions?: readonly string[];
  /** The layer's verb `check` says whether it will do. */
  readonly checked?: true;
  /** Everything works without it. */
  readonly optional?: true;
  /** `runs the tests`: what can't be done without it. */
  readonly why: string;
  readonly get: string;
}

/** What a layer says of itself: docs/layers.md describes each field. */
export interface Manifest {
  readonly title: string;
  readonly hint: string;
  readonly extends?: readonly string[];
  /** By question: the choices of which the stack must have one. */
  readonly requires?: Readonly<Record<string, readonly string[]>>;
  readonly spdx?: string;
  readonly port?: { readonly variable: string; readonly default: string };
  readonly install?: { readonly lock: string; readonly creates: string };
  readonly programs?: Readonly<Record<string, { readonly posix: string; readonly win32: string }>>;
  readonly verbs?: Readonly<Record<string, Verb>>;
  /** Verbs as an image runs them, where only what was built and no development dependency is there. */
  readonly production?: Readonly<Record<string, string>>;
  readonly env?: readonly EnvVariable[];
  /** Path that answers once the part is up. */
  readonly health?: string;
  /** What has to be on the machine besides Node.js, as a phrase for the README. */
  readonly needs?: readonly string[];
  /** The programs that it needs, for `doctor`. */
  readonly tools?: readonly Tool[];
  /** Paragraphs for the README's settings; templates. */
  readonly guide?: readonly string[];
  /** Of a CI provider or a bot: its files, for checks and tests. */
  readonly pipeline?: Pipeline;
  /** Of a database: the module by which tests create one; beside the manifest, never rendered or published. */
  readonly tests?: string;
  /** What speaks for the choice and against it, by what the project is. */
  readonly suits?: ByAnswer<Weighed>;
  /** What rules the choice out, whatever else speaks for it. */
  readonly cannot?: ByAnswer<Knowledge>;
}

/** A folder of templates: `id` is its path below templates/, e.g. `backend/fastapi`. */
export interface Layer {
  readonly id: string;
  readonly name: string;
  readonly directory: string;
  readonly manifest: Manifest;
}

/** Finds a layer by its id. */
export type Find = (id: string) => Layer;

/** All choices, by question, in alphabetical order. */
export interface Catalog {
  readonly templates: string;
  choices(kind: Kind): readonly Layer[];
  layer(id: string): Layer;
}

/** Reads the choices from the folders under `templates`; a manifest is read when it is first asked for, so a choice costs nothing unless it is made. */
export function openCatalog(templates: string = TEMPLATES): Catalog {
  const known = new Map<string, Layer>();
  const layer = (id: string): Layer => {
    const found = known.get(id) ?? layerAt(templates, id);
    known.set(id, found);
    return found;
  };
  const choices = (kind: Kind): readonly Layer[] =>
    folders(join(templates, kind)).map((name) => layer(`${kind}/${name}`));
  return { templates, choices, layer };
}

function layerAt(templates: string, id: string): Layer {
  const directory = join(templates, id);
  let manifest: Manifest | undefined;
  return {
    ...{ id, name: id.slice(id.lastIndexOf('/') + 1), directory },
    get manifest() {
      return (manifest ??= JSON.parse(readFile(join(directory, 'manifest.json')).toString()) as Manifest);
    },
  };
}

// A question without a folder has no choices yet.
const folders = (directory: string): readonly string[] =>
  entries(directory)
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
