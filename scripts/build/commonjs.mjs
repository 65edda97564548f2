import { transform } from 'esbuild';

/**
 * A bundled module as CommonJS. esbuild splits ES modules only, and Node starts CommonJS sooner: the loader of ES modules took a tenth of
 * what an empty Node takes.
 */
export async function asCommonJs(text) {
  const { code } = await transform(text, {
    ...{ format: 'cjs', platform: 'node', target: 'node20.19', minifyWhitespace: true },
    // `import()` of a neighbour becomes a `require` that is made when it is asked for.
    supported: { 'dynamic-import': false },
    banner: text.includes(MODULE_URL) ? `const ${MODULE_URL}=require('node:url').pathToFileURL(__filename).href;` : '',
  });
  return inAscii(code);
}

// One letter beyond Latin-1, as a regular expression has, makes V8 read a whole file as text of two bytes a letter.
const inAscii = (code) =>
  code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** What stands for `import.meta.url`. */
export const MODULE_URL = 'bundledModuleUrl';
