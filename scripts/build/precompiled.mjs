// Parses the shipped templates at build time: Handlebars' compiler takes longer to load than a whole scaffold takes to write.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import Handlebars from 'handlebars';

/** An esbuild plugin that puts the parsed templates in the place of src/render/compile.ts; texts that are not among them are compiled. */
export const precompiled = {
  name: 'precompiled',
  setup(build) {
    build.onLoad({ filter: /src[\\/]render[\\/]compile\.ts$/ }, () => ({
      contents: moduleText(),
      resolveDir: process.cwd(),
    }));
  },
};

// A file's template is known by its path in the packed file, a manifest's by its text. JSON in a string is read faster than an object is.
function moduleText() {
  const programs = Object.fromEntries(templates().map(([key, text]) => [key, programOf(Handlebars.parse(text), key)]));
  return `
    import { packedPath } from './src/packed.ts';
    import { runProgram } from './src/render/program.ts';
    const programs = JSON.parse(${JSON.stringify(JSON.stringify(programs))});
    export const compile = (text, source) => {
      const program = programs[packedPath(source) ?? text];
      return program === undefined ? require('./compile.cjs').compile(text) : (view) => runProgram(program, view);
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

/** A parsed template as src/render/program.ts runs it; refuses what that does not know. */
function programOf(parsed, source) {
  const refuse = (what) => {
    throw new Error(`template ${source}: ${what} is more than src/render/program.ts knows`);
  };
  const pathOf = ({ type, depth, parts, data }) => {
    if (type !== 'PathExpression') refuse(type);
    if (data && parts.join('.') !== 'first') refuse(`@${parts.join('.')}`);
    return { out: depth, names: parts, ...(data && { data: parts[0] }) };
  };
  const nodeOf = (node) => {
    if (node.type === 'ContentStatement') return [node.value];
    if (node.type === 'CommentStatement') return [];
    if (node.type === 'MustacheStatement' && node.params.length === 0) return [{ value: pathOf(node.path) }];
    const kind = node.path?.original;
    if (node.type !== 'BlockStatement' || !['if', 'unless', 'each'].includes(kind)) refuse(`${node.type} ${kind}`);
    const [body, otherwise] = [node.program, node.inverse].map((part) => (part?.body ?? []).flatMap(nodeOf));
    return [{ kind, on: pathOf(node.params[0]), body, otherwise }];
  };
  return parsed.body.flatMap(nodeOf);
}
