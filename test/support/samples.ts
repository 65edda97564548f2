import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openCatalog, type Catalog } from '../../src/catalog.ts';
import { sha256 } from '../../src/hash.ts';
import { resolveStack } from '../../src/stack.ts';
import { hashes } from '../../src/tree.ts';
import { isLock } from '../../src/verify/files.ts';
import { renderer } from '../../src/verify/rendered.ts';
import { combinationsOf, type Combination } from '../../src/verify/stacks.ts';

/** A handful of stacks in which every choice occurs: each brings as much that is new, for what it is made of, as any could. */
function handful(catalog: Catalog): readonly Combination[] {
  const all = combinationsOf({}, catalog).map((stack) => ({ stack, choices: choicesOf(stack) }));
  const missing = new Set(all.flatMap(({ choices }) => choices));
  const shareOfNew = ({ choices }: (typeof all)[number]): number =>
    choices.filter((choice) => missing.has(choice)).length / choices.length;
  const found: Combination[] = [];
  while (missing.size > 0) {
    const best = all.reduce((a, b) => (shareOfNew(b) > shareOfNew(a) ? b : a));
    best.choices.forEach((choice) => missing.delete(choice));
    found.push(best.stack);
  }
  return found;
}

const choicesOf = ({ row }: Combination): readonly string[] =>
  Object.entries(row).flatMap(([key, value]) => value.split('+').map((choice) => `${key} ${choice}`));

/**
 * What a reviewer of a template reads, as path below samples/ → text. Each stack has a list of all its files with their hashes, and whole those
 * files that were composed: one that is a template's byte for byte is seen there, and a lock is nothing to read. All end in .txt, so
 * that no tool takes a sample's .gitignore or workflow for this repository's own.
 */
export function samples(templates: string): ReadonlyMap<string, string> {
  const catalog = openCatalog(templates);
  const render = renderer(catalog);
  const copied = hashesBelow(templates);
  const files = handful(catalog).flatMap(({ name, answers }) => {
    const tree = render(resolveStack(answers, catalog));
    const sums = hashes(tree);
    const list = Object.entries(sums).map(([path, sum]) => `${sum.slice(0, 16)} ${path}\n`);
    const composed = Object.entries(sums).filter(([path, sum]) => !copied.has(sum) && !isLock(path));
    return [
      [`${name}/files.txt`, list.join('')] as const,
      ...composed.map(([path]) => [`${name}/${path}.txt`, String(tree.get(path)?.content)] as const),
    ];
  });
  return new Map(files);
}

/** The samples as they lie below a directory. */
export const samplesIn = (directory: string): ReadonlyMap<string, string> =>
  new Map(filesBelow(directory).map((path) => [path, readFileSync(join(directory, path), 'utf8')]));

const filesBelow = (directory: string): readonly string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(directory.length + 1)
        .replaceAll('\\', '/'),
    );

const hashesBelow = (directory: string): ReadonlySet<string> =>
  new Set(filesBelow(directory).map((path) => sha256(readFileSync(join(directory, path)))));
