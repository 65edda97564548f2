import { parse } from 'smol-toml';
import type { PythonNeed } from './python.ts';

/** A requirement as a manifest writes it, without its version range: the lock has settled that. */
export type Requirement = Omit<PythonNeed, 'version'>;

const FORM = /^\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[([^\]]*)\])?([^;@]*)(?:;(.*))?$/;

/** Reads `psycopg[binary]~=3.3; sys_platform != 'win32'`; throws for an address, which no lock of ours holds. */
export function parseRequirement(text: string): Requirement {
  const [, name, extras, , marker] = FORM.exec(text) ?? [];
  if (name === undefined) throw new Error(`not a requirement that can be locked: ${text}`);
  return {
    name: normalised(name),
    extras: (extras ?? '').split(',').map(normalised).filter(Boolean),
    ...(marker === undefined ? {} : { marker: marker.trim() }),
  };
}

const normalised = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replace(/[-_.]+/g, '-');

/** What a pyproject.toml asks for at run time and in development, as it is written there. */
export function fromPyproject(text: string): { readonly runtime: readonly string[]; readonly dev: readonly string[] } {
  const { project, 'dependency-groups': groups } = parse(text) as Pyproject;
  return { runtime: project?.dependencies ?? [], dev: groupOf(groups ?? {}, 'dev') };
}

type Groups = Readonly<Record<string, readonly (string | { readonly 'include-group': string })[]>>;

interface Pyproject {
  readonly project?: { readonly dependencies?: readonly string[] };
  readonly 'dependency-groups'?: Groups;
}

const groupOf = (groups: Groups, name: string): readonly string[] =>
  (groups[name] ?? []).flatMap((entry) =>
    typeof entry === 'string' ? [entry] : groupOf(groups, entry['include-group']),
  );
