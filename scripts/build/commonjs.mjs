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
  return code;
}

/** What stands for `import.meta.url`. */
export const MODULE_URL = 'bundledModuleUrl';
