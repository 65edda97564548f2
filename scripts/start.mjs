// `npm start -- my-app` in a clone: installs and builds on first use, then runs the CLI where the user stands.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';

const root = join(import.meta.dirname, '..');

if (!existsSync(join(root, 'node_modules', '.package-lock.json')))
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
if (newest('src', 'templates', 'scripts/build', 'package.json') > newest('dist/cli.cjs'))
  run(process.execPath, ['scripts/build.mjs']);

// npm changes to the package's directory; where it was called from is in INIT_CWD.
process.chdir(process.env.INIT_CWD ?? process.cwd());
await import('../bin/create-technokaizen-app.js');

/** The latest modification time below some paths, in milliseconds; 0 where there is nothing. */
function newest(...paths) {
  return Math.max(
    0,
    ...paths
      .map((path) => join(root, path))
      .filter(existsSync)
      .flatMap(times),
  );
}

function times(path) {
  if (!statSync(path).isDirectory()) return [statSync(path).mtimeMs];
  return readdirSync(path).flatMap((name) => times(join(path, name)));
}

// What is set up is told on stderr: stdout belongs to the CLI.
function run(program, args) {
  const isNpm = program === 'npm' && process.env.npm_execpath !== undefined;
  const [command, rest] = isNpm ? [process.execPath, [process.env.npm_execpath, ...args]] : [program, args];
  const { status } = spawnSync(command, rest, { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(1);
}
