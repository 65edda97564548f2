// Compiles the shipped templates at build time: Handlebars' compiler takes longer to load than a whole scaffold takes to write.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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

function moduleText() {
  const options = JSON.parse(readFileSync('src/render/handlebars.json', 'utf8'));
  const specs = texts().map((text) => `'${digest(text)}': ${Handlebars.precompile(text, options)}`);
  return `
    import { createHash } from 'node:crypto';
    import Runtime from 'handlebars/runtime.js';
    const engine = Runtime.create();
    const specs = {${specs.join(',\n')}};
    export const compile = (text) => {
      const spec = specs[createHash('sha256').update(text).digest('hex')];
      return spec === undefined ? require('./compile.cjs').compile(text) : engine.template(spec);
    };`;
}

const digest = (text) => createHash('sha256').update(text).digest('hex');

// Templates are files that end in .hbs, and texts with a mustache in the manifests.
function texts() {
  const paths = readdirSync('templates', { recursive: true }).map((path) => join('templates', path));
  const files = paths.filter((path) => path.endsWith('.hbs')).map((path) => readFileSync(path, 'utf8'));
  const manifests = paths
    .filter((path) => path.endsWith('manifest.json'))
    .map((path) => JSON.parse(readFileSync(path, 'utf8')));
  return [...new Set([...files, ...manifests.flatMap(strings)].filter((text) => text.includes('{{')))];
}

const strings = (value) =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(strings)
      : [];
