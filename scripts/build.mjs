// Bundles src/ and all that it uses into dist/: the published package has no dependencies.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { asCommonJs, MODULE_URL } from './build/commonjs.mjs';
import { leanCommander } from './build/lean-commander.mjs';
import { licences } from './build/licences.mjs';
import { packTemplates } from './build/pack-templates.mjs';
import { writePrebuiltLocks } from './build/prebuilt-locks.mjs';
import { precompiled } from './build/precompiled.mjs';

const absWorkingDir = join(import.meta.dirname, '..');
const options = /** @type {const} */ ({
  absWorkingDir,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  legalComments: 'none',
  metafile: true,
  write: false,
});

process.chdir(absWorkingDir);
rmSync('dist', { recursive: true, force: true });
mkdirSync('dist');
const cli = await build({
  ...options,
  entryPoints: ['src/cli.ts'],
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  // Each `import()` is a file of its own: --help need not load what only a scaffold uses.
  splitting: true,
  format: 'esm',
  // Names stay whole: a reported stack trace must say something.
  minifySyntax: true,
  plugins: [precompiled, leanCommander],
  external: ['./compile.cjs'],
  define: { 'import.meta.url': MODULE_URL },
});
for (const { path, text } of cli.outputFiles) writeFileSync(path, await asCommonJs(text));
packTemplates('templates', 'dist/templates.bin');
await writePrebuiltLocks('dist/prebuilt-locks', 'templates');
const fallback = await build({
  ...options,
  write: true,
  stdin: { contents: "export * from './src/render/compile.ts'", resolveDir: '.' },
  outfile: 'dist/compile.cjs',
  format: 'cjs',
  minify: true,
});
const inputs = [cli, fallback].flatMap(({ metafile }) => Object.keys(metafile.inputs));
writeFileSync('dist/THIRD-PARTY-LICENSES.txt', licences(inputs));
