import { parse, type TomlTable } from 'smol-toml';

/**
 * Adds the strings of an overlay's arrays to the same arrays of a TOML file, as lines of its text, so that comments and layout stay.
 * The arrays must be there, written one entry a line: `dependencies = [` … `]`.
 */
export function mergePyproject(base: string, overlay: string): string {
  return arraysOf(parse(overlay), []).reduce(
    (text, { table, key, entries }) => addEntries(text, table, key, entries),
    base,
  );
}

interface StringArray {
  readonly table: string;
  readonly key: string;
  readonly entries: readonly string[];
}

function arraysOf(value: TomlTable, path: readonly string[]): readonly StringArray[] {
  return Object.entries(value).flatMap(([key, child]) => {
    if (Array.isArray(child)) return [{ table: path.join('.'), key, entries: child.map(String) }];
    if (typeof child === 'object' && !(child instanceof Date)) return arraysOf(child, [...path, key]);
    throw new Error(`an overlay of TOML holds arrays of texts only, not ${[...path, key].join('.')}`);
  });
}

function addEntries(text: string, table: string, key: string, entries: readonly string[]): string {
  const lines = text.split('\n');
  const start = lines.indexOf(`${key} = [`, lines.indexOf(`[${table}]`));
  const end = lines.indexOf(']', start);
  if (start < 0 || end < 0) throw new Error(`the base has no array ${table}.${key} with an entry a line`);
  const kept = lines.slice(start + 1, end);
  const added = entries.map((entry) => `    ${JSON.stringify(entry)},`).filter((line) => !kept.includes(line));
  const merged = [...kept, ...added].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  return [...lines.slice(0, start + 1), ...merged, ...lines.slice(end)].join('\n');
}
