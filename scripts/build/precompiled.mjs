// Parses the shipped templates at build time: Handlebars' compiler takes longer to load than a whole scaffold takes to write.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
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

// A file's template lies parsed in the packed file; a manifest's is known by its text.
function moduleText() {
  const programs = Object.fromEntries(textsOfManifests().map((text) => [text, programOf(text, text)]));
  return `
    import { packedPath } from './src/packed.ts';
    import { runProgram } from './src/render/program.ts';
    const programs = ${JSON.stringify(programs)};
    export const compile = (text, source) => {
      const program = packedPath(source) === undefined ? programs[text] : JSON.parse(text);
      if (program !== undefined) return (view) => runProgram(program, view);
      return text.includes('{{') ? require('./compile.cjs').compile(text) : () => text;
    };`;
}

function textsOfManifests() {
  const manifests = readdirSync('templates', { recursive: true, encoding: 'utf8' }).filter(
    (path) => basename(path) === 'manifest.json',
  );
  const values = manifests.flatMap((path) => strings(JSON.parse(readFileSync(join('templates', path), 'utf8'))));
  return [...new Set(values)].filter((text) => text.includes('{{'));
}

const strings = (value) =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(strings)
      : [];

/** A parsed template as src/render/program.ts runs it; refuses what that does not know. */
export function programOf(text, source) {
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
  return Handlebars.parse(text).body.flatMap(nodeOf);
}
