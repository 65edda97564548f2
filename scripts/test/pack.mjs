import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Packs the package and installs it elsewhere, without a network; answers the path of its program. */
export function packedCli(scratch) {
  const folder = join(scratch, 'packed');
  mkdirSync(folder);
  const npm = (args, cwd) => {
    const { status, stderr } = spawnSync('npm', args, { cwd, encoding: 'utf8' });
    if (status !== 0) throw new Error(`npm ${args[0]} failed: ${stderr}`);
  };
  npm(['pack', '--ignore-scripts', '--pack-destination', folder]);
  const [tarball] = readdirSync(folder);
  npm(['install', '--offline', '--no-audit', '--no-fund', '--prefix', folder, join(folder, tarball)], folder);
  return join(folder, 'node_modules', 'create-technokaizen-app', 'bin', 'create-technokaizen-app.js');
}
