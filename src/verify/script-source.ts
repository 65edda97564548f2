import { parse, type ParserPlugin } from '@babel/parser';
import { perContent, type Inspected } from './check.ts';
import { lineAt, matchesOf } from './text.ts';

/** Files that hold JavaScript or TypeScript, components among them. */
export const isScript = (path: string): boolean => /\.([cm]?[jt]s|[jt]sx|vue|svelte)$/.test(path);

export interface ScriptImport {
  readonly from: string;
  readonly line: number;
}

export interface ScriptSource {
  readonly error?: { readonly message: string; readonly line: number };
  readonly imports: readonly ScriptImport[];
}

/** A piece of a file that is a script: the whole of it, or each script block of a component. */
interface Block {
  readonly text: string;
  readonly line: number;
  readonly plugins: readonly ParserPlugin[];
}

/** What is in a script, read once for each content. */
export const scriptSource = perContent((file): ScriptSource => {
  const imports: ScriptImport[] = [];
  for (const block of blocksOf(file)) {
    const found = read(block);
    if (found.error !== undefined) return found;
    imports.push(...found.imports);
  }
  return { imports };
});

const BLOCK = /<script\b([^>]*)>([\s\S]*?)<\/script>/g;

function blocksOf({ path, text }: Inspected): readonly Block[] {
  if (!/\.(vue|svelte)$/.test(path)) return [{ text, line: 1, plugins: pluginsOf(path) }];
  return [...text.matchAll(BLOCK)].map((match) => {
    const [, attributes = '', code = ''] = match;
    const begin = match.index + match[0].indexOf('>') + 1;
    return { text: code, line: lineAt(text, begin), plugins: /\blang="ts"/.test(attributes) ? ['typescript'] : [] };
  });
}

function pluginsOf(path: string): readonly ParserPlugin[] {
  if (/\.d\.[cm]?ts$/.test(path)) return [['typescript', { dts: true }]];
  if (/\.[cm]?ts$/.test(path)) return ['typescript'];
  return path.endsWith('.tsx') ? ['typescript', 'jsx'] : ['jsx'];
}

function read({ text, line, plugins }: Block): ScriptSource {
  try {
    parse(text, { sourceType: 'unambiguous', startLine: line, plugins: [...plugins] });
    return { imports: importsIn(text).map((found) => ({ ...found, line: found.line + line - 1 })) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { loc } = error as SyntaxError & { readonly loc?: { readonly line: number } };
    return { error: { message: error.message.replace(/ \(\d+:\d+\)$/, ''), line: loc?.line ?? line }, imports: [] };
  }
}

// At the beginning of a line, as a formatter puts them: no text that speaks of imports looks like one.
const STATIC = /^(?:import|export)\b(?:[^;'"`]*?\bfrom)?\s*['"]([^'"]+)['"]/gm;
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

const importsIn = (text: string): readonly ScriptImport[] =>
  [STATIC, DYNAMIC].flatMap((pattern) =>
    matchesOf(text, pattern).map(({ groups, line }) => ({ from: groups[1] ?? '', line })),
  );
