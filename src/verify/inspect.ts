import { sha256 } from '../hash.ts';
import type { Tree, TreeFile } from '../tree.ts';
import { hashOf } from './content-hash.ts';
import type { Check, Choices, FileCheck, Finding, Inspected, Repo, TreeCheck } from './check.ts';

/** A finding with the name of the check that found it. */
export interface Found extends Finding {
  readonly check: string;
}

/** Looks at one repository after the other; answers what is wrong with each. */
export type Inspector = (tree: Tree, choices: Choices) => readonly Found[];

/** An inspector that runs a check once for each content, however many stacks have it: all that it keeps is hashes and findings. */
export function inspector(checks: readonly Check[]): Inspector {
  const able = checks.filter(({ skipReason }) => skipReason?.() === undefined);
  const ofFiles = filesInspector(able.filter((check) => check.scope === 'file'));
  const ofTree = treeInspector(able.filter((check) => check.scope === 'tree'));
  return (tree, choices) => {
    const files = [...tree]
      .filter(([, { content }]) => !content.includes(0))
      .map(([path, file]) => inspected(path, file));
    return [...ofFiles(files, choices), ...ofTree(files, [...tree.keys()], choices)];
  };
}

const texts = new WeakMap<Buffer, string>();

// The text is made when a check asks for it, which for most files of most stacks is never.
function inspected(path: string, { content, executable, secret }: TreeFile): Inspected {
  return {
    ...{ path, executable, secret, hash: hashOf(content) },
    get text() {
      const text = texts.get(content) ?? content.toString();
      texts.set(content, text);
      return text;
    },
  };
}

type InspectFiles = (files: readonly Inspected[], choices: Choices) => readonly Found[];

function filesInspector(checks: readonly FileCheck[]): InspectFiles {
  const known = new Map<string, readonly Found[]>();
  const keyOf = ({ path, hash, executable, secret }: Inspected): string =>
    `${path} ${hash} ${Number(executable)}${Number(secret)}`;
  return (files, choices) => {
    const fresh = files.filter((file) => !known.has(keyOf(file)));
    const found = checks.flatMap((check) =>
      named(
        check,
        check.run(
          fresh.filter(({ path }) => check.reads(path)),
          choices,
        ),
      ),
    );
    for (const file of fresh) known.set(keyOf(file), NONE);
    for (const file of fresh.filter(({ path }) => found.some((each) => each.path === path)))
      known.set(
        keyOf(file),
        found.filter(({ path }) => path === file.path),
      );
    return files.flatMap((file) => known.get(keyOf(file)) ?? NONE);
  };
}

const NONE: readonly Found[] = [];

const named = ({ name }: Check, findings: readonly Finding[]): readonly Found[] =>
  findings.map((finding) => ({ check: name, ...finding }));

type InspectTree = (files: readonly Inspected[], paths: readonly string[], choices: Choices) => readonly Found[];

function treeInspector(checks: readonly TreeCheck[]): InspectTree {
  const known = new Map<string, readonly Found[]>();
  const layouts = new Map<string, Layout>();
  return (files, paths, choices) => {
    const at = digest(paths.join('\n'));
    const layout = layouts.get(at) ?? layoutOf(paths, checks, choices);
    layouts.set(at, layout);
    return checks.flatMap((check) => {
      const read = filesOf(check, files, layout);
      const chosen = check.asksForChoices ? choices.chosen : NOBODY;
      const key = digest([check.name, at, ...read.map(({ hash }) => hash), ...chosen].join(' '));
      const found = known.get(key) ?? named(check, check.run(repoOf(read, paths, layout, choices)));
      known.set(key, found.length === 0 ? NONE : found);
      return found;
    });
  };
}

const NOBODY: ReadonlySet<string> = new Set();

const digest = (text: string): string => sha256(text, 'base64url').slice(0, 22);

/** What follows from the paths of a repository alone, which many stacks have in common. */
interface Layout {
  readonly everything: ReadonlySet<string>;
  readonly readBy: ReadonlyMap<TreeCheck, ReadonlySet<string>>;
}

function layoutOf(paths: readonly string[], checks: readonly TreeCheck[], choices: Choices): Layout {
  const directories = paths.flatMap((path) => path.split('/').map((_, index, all) => all.slice(0, index).join('/')));
  return {
    everything: new Set([...paths, ...directories]),
    readBy: new Map(checks.map((check) => [check, new Set(paths.filter((path) => check.reads(path, choices)))])),
  };
}

const filesOf = (check: TreeCheck, files: readonly Inspected[], { readBy }: Layout): readonly Inspected[] =>
  files.filter(({ path }) => readBy.get(check)?.has(path));

function repoOf(files: readonly Inspected[], paths: readonly string[], { everything }: Layout, choices: Choices): Repo {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return { paths, files, choices, has: (path) => everything.has(path), file: (path) => byPath.get(path) };
}
