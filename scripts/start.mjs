// `npm start -- my-app` in a clone: installs and builds on first use, then runs the CLI in the user's directory.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { installDependencies, root } from './prepare.mjs';

installDependencies();
if (newest('src', 'templates', 'scripts/build', 'package.json') > newest('dist/cli.cjs')) build();

// npm changes to the package's directory; INIT_CWD is the caller's.
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

// Setting up prints to stderr: stdout belongs to the CLI.
function build() {
  const { status } = spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(1);
}
