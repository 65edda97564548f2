// Compiles the shipped templates at build time: Handlebars' compiler takes longer to load than a whole scaffold takes to write.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import Handlebars from 'handlebars';

/** An esbuild plugin that puts the compiled templates in the place of src/render/compile.ts; texts that are not among them are compiled. */
export const precompiled = {
  name: 'precompiled',
  setup(build) {
    build.onLoad({ filter: /src[\\/]render[\\/]compile\.ts$/ }, () => ({
      contents: moduleText(),
      resolveDir: process.cwd(),
    }));
  },
};

// A file's template is known by its path in the packed file, a manifest's by its text.
function moduleText() {
  const options = JSON.parse(readFileSync('src/render/handlebars.json', 'utf8'));
  const specs = templates().map(([key, text]) => `${JSON.stringify(key)}: ${Handlebars.precompile(text, options)}`);
  return `
    import Runtime from 'handlebars/runtime.js';
    import { packedPath } from './src/packed.ts';
    const engine = Runtime.create();
    const specs = {${specs.join(',\n')}};
    export const compile = (text, source) => {
      const spec = specs[packedPath(source) ?? text];
      return spec === undefined ? require('./compile.cjs').compile(text) : engine.template(spec);
    };`;
}

/** Key → text: files that end in .hbs, and texts with a mustache in the manifests. */
function templates() {
  const paths = readdirSync('templates', { recursive: true }).map((path) => path.replaceAll(sep, '/'));
  const read = (path) => readFileSync(join('templates', path), 'utf8');
  const files = paths.filter((path) => path.endsWith('.hbs')).map((path) => [path, read(path)]);
  const manifests = paths.filter((path) => basename(path) === 'manifest.json').map((path) => JSON.parse(read(path)));
  const texts = [...new Set(manifests.flatMap(strings))].map((text) => [text, text]);
  return [...files, ...texts].filter(([, text]) => text.includes('{{'));
}

const strings = (value) =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(strings)
      : [];
