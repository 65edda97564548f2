import { isChartTemplate } from '../chart-source.ts';
import { eachFile, type FileCheck } from '../check.ts';
import { isLock } from '../files.ts';
import { matchesOf } from '../text.ts';

// Blocks of our templates are nobody else's but Svelte's, whose have one brace.
const BLOCKS =
  /\{\{[~]?\s*(?:[#/](?:if|each|unless|with)\b|else\b|this\b|@(?:first|last|index|root)\b|\.\.\/)[^}]*\}\}/g;
const NAMES =
  /\{\{~?(?:name|module|title|description|owner|license|quoted\.\w+|html\.\w+|service\.[\w.]+|api|directory|port|prefix|commands\.\w+|exec\.\w+|decision\.\w+)~?\}\}/g;
/** A `$` whose expression a template has swallowed: `${{ … }}` becomes `$`. */
const SWALLOWED = /(?:^|[\s"'(=:])\$(?=[\s"')]|$)/gm;
const VALUES = /\[object [A-Z]\w*\]|(?<![\w-])(?:undefined|NaN)(?![\w-])/g;

/** Go has an `else` of its own, and `$` is what a template was given. */
const IN_GO = new RegExp(BLOCKS.source.replace(String.raw`else\b|`, ''), 'g');

const isComponent = (path: string): boolean => /\.(vue|svelte)$/.test(path);
const isCode = (path: string): boolean => /\.([cm]?[jt]sx?|vue|svelte|py|sh|css|template)$/.test(path);
const isPipeline = (path: string): boolean => /\.ya?ml$/.test(path) && !isChartTemplate(path);

export const leftovers: FileCheck = {
  name: 'leftovers',
  description:
    'nothing of our template language is left, and no `undefined` or `[object Object]` where a value should be',
  scope: 'file',
  reads: (path) => !isLock(path),
  run: eachFile(({ path, text }) => {
    const patterns = [
      isChartTemplate(path) ? IN_GO : BLOCKS,
      ...(isComponent(path) ? [] : [NAMES]),
      ...(isCode(path) ? [] : [VALUES]),
    ];
    const swallowed = isPipeline(path) ? matchesOf(text, SWALLOWED) : [];
    return [
      ...patterns.flatMap((pattern) =>
        matchesOf(text, pattern).map(({ groups: [found], line }) => ({ line, message: `"${found}" is left` })),
      ),
      ...swallowed.map(({ line }) => ({ line, message: 'a lone "$": an expression was swallowed' })),
    ];
  }),
};
