// Packs the package as it would be published, and installs it elsewhere.
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npmCommand, root } from '../prepare.mjs';
import { finish, lastLine } from './run.mjs';

/** @type {(directory: string) => string | undefined} */
export const tarballIn = (directory) => readdirSync(directory).find((name) => name.endsWith('.tgz'));

/** @type {(directory: string) => string} */
export const installedIn = (directory) => join(directory, 'a path with spaces');

/**
 * Leaves a tarball in a directory, and a project beside it that has it installed, unless they are there.
 * @param {string} directory
 */
export async function packInto(directory) {
  mkdirSync(directory, { recursive: true });
  if (tarballIn(directory) !== undefined) return;
  // Some tests run the CLI as another user.
  chmodSync(directory, 0o755);
  await npm(['pack', '--pack-destination', directory], root);
  mkdirSync(installedIn(directory));
  writeFileSync(join(installedIn(directory), 'package.json'), '{}');
  await npm(['install', '--offline', join(directory, tarballIn(directory) ?? '')], installedIn(directory));
}

/**
 * @param {readonly string[]} args
 * @param {string} cwd
 */
async function npm(args, cwd) {
  const { program, words, shell } = npmCommand([...args, '--no-audit', '--no-fund', '--loglevel=error']);
  const { status, stdout, stderr } = await finish(program, words, { cwd, shell });
  if (status !== 0) throw new Error(`npm ${args[0]} failed: ${lastLine(`${stdout}\n${stderr}`)}`);
}
