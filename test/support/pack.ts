import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { npmCommand } from './npm.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The tarball that would be published. */
    tarball: string;
    /** A project, in a path with blanks, in which that tarball is installed. */
    installed: string;
  }
}

const ROOT = join(import.meta.dirname, '..', '..');

/**
 * Packs the package as it would be published and installs it elsewhere, once for a whole run of vitest; or once for all runs that name the
 * same place in PACKED, as packing builds and two builds at once disturb each other.
 */
export default function setup(project: TestProject): () => void {
  const kept = process.env['PACKED'];
  const scratch = kept ?? realpathSync(mkdtempSync(join(tmpdir(), 'technokaizen-packed-')));
  if (tarballIn(scratch) === undefined) pack(scratch);
  project.provide('tarball', join(scratch, tarballIn(scratch) ?? ''));
  project.provide('installed', installedIn(scratch));
  return () => kept ?? rmSync(scratch, { recursive: true, force: true });
}

const tarballIn = (scratch: string): string | undefined => readdirSync(scratch).find((name) => name.endsWith('.tgz'));
const installedIn = (scratch: string): string => join(scratch, 'a path with blanks');

function pack(scratch: string): void {
  // Other users have to reach it too: some tests run the CLI as one.
  chmodSync(scratch, 0o755);
  npm(['pack', '--pack-destination', scratch], ROOT);
  mkdirSync(installedIn(scratch));
  writeFileSync(join(installedIn(scratch), 'package.json'), '{}');
  npm(['install', '--offline', join(scratch, tarballIn(scratch) ?? '')], installedIn(scratch));
}

function npm(args: readonly string[], cwd: string): void {
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const [program, ...words] = npmCommand(...args, ...quiet);
  execFileSync(program, words, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
}
