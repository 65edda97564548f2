// Bundles src/ and all that it uses into dist/: the published package has no dependencies.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { leanCommander } from './build/lean-commander.mjs';
import { licences } from './build/licences.mjs';
import { precompiled } from './build/precompiled.mjs';

const absWorkingDir = join(import.meta.dirname, '..');
const options = {
  ...{ absWorkingDir, bundle: true, platform: 'node', target: 'node20.19' },
  ...{ legalComments: 'none', metafile: true },
};

process.chdir(absWorkingDir);
rmSync('dist', { recursive: true, force: true });
const cli = await build({
  ...options,
  entryPoints: ['src/cli.ts'],
  outdir: 'dist',
  // Each `import()` is a file of its own: --help need not load what only a scaffold uses.
  splitting: true,
  format: 'esm',
  // Names stay whole: a reported stack trace must say something.
  minifyWhitespace: true,
  minifySyntax: true,
  plugins: [precompiled, leanCommander],
  external: ['./compile.cjs'],
  // Bundled CommonJS packages ask for Node's own modules by `require`.
  banner: {
    js: "import { createRequire as bundledRequire } from 'node:module'; const require = bundledRequire(import.meta.url);",
  },
});
const fallback = await build({
  ...options,
  stdin: { contents: "export * from './src/render/compile.ts'", resolveDir: '.' },
  outfile: 'dist/compile.cjs',
  format: 'cjs',
  minify: true,
});
const inputs = [cli, fallback].flatMap(({ metafile }) => Object.keys(metafile.inputs));
writeFileSync('dist/THIRD-PARTY-LICENSES.txt', licences(inputs));
