import { mergeBlocks } from './blocks.ts';
import { mergePyproject } from './pyproject.ts';

/** How two layers' texts for one path become one; paths of a kind without a rule have one owner. */
export type Merge = (base: string, overlay: string) => string;

/** The kinds of files that merge, by their last name: a file of a kind that nobody has named before merges like the others. */
const MERGES: readonly (readonly [kind: RegExp, merge: Merge])[] = [
  [/\.json$/, mergeJson],
  [/\.toml$/, mergePyproject],
  [/\.ya?ml$|^\.env\.example$/, mergeBlocks],
  [/^\.\w+ignore$|^\.gitattributes$/, mergeLines],
  [/^README\.md$/, mergeSections],
];

/** The rule for a path, by its last name. */
export function mergeFor(path: string): Merge | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return MERGES.find(([kind]) => kind.test(name))?.[1];
}

/** Lines of both, each once; the base's first. */
function mergeLines(base: string, overlay: string): string {
  const have = new Set(base.split('\n'));
  const added = overlay.split('\n').filter((line) => line !== '' && !have.has(line));
  return base + added.map((line) => `${line}\n`).join('');
}

/** An overlay is whole sections, which follow the base's. */
function mergeSections(base: string, overlay: string): string {
  if (!overlay.startsWith('## '))
    throw new Error('what is added to a README begins with a heading of the second level');
  return `${base}\n${overlay}`;
}

type Json = string | number | boolean | null | readonly Json[] | JsonObject;
interface JsonObject {
  readonly [key: string]: Json;
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function mergeJson(base: string, overlay: string): string {
  const merged = mergeObjects(JSON.parse(base) as JsonObject, JSON.parse(overlay) as JsonObject, '');
  return `${JSON.stringify(mapDependencies(merged), null, 2)}\n`;
}

/** Key by key; two different values for one key are an error, as order must not decide. */
function mergeObjects(base: JsonObject, overlay: JsonObject, at: string): JsonObject {
  const result: Record<string, Json> = { ...base };
  for (const [key, value] of Object.entries(overlay)) {
    result[key] = mergeValues(base[key], value, `${at}/${key}`);
  }
  return result;
}

function mergeValues(base: Json | undefined, overlay: Json, at: string): Json {
  if (base === undefined) return overlay;
  if (isObject(base) && isObject(overlay)) return mergeObjects(base, overlay, at);
  if (Array.isArray(base) && Array.isArray(overlay))
    return [...new Set([...(base as readonly Json[]), ...(overlay as readonly Json[])])];
  if (base === overlay) return base;
  throw new Error(`two layers disagree about ${at}: ${JSON.stringify(base)} and ${JSON.stringify(overlay)}`);
}

// npm sorts what it adds: a first `npm install` should change nothing else.
const mapDependencies = (json: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(json).map(([key, value]) => [
      key,
      /dependencies$/i.test(key) && isObject(value) ? sortKeys(value) : value,
    ]),
  );

const sortKeys = (value: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
