import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The tarball that would be published. */
    tarball: string;
    /** A project, in a path with blanks, in which that tarball is installed. */
    installed: string;
  }
}

const ROOT = join(import.meta.dirname, '..', '..');

/** Packs the package as it would be published and installs it elsewhere, once for a whole run of vitest. */
export default function setup(project: TestProject): () => void {
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'technokaizen-packed-')));
  const installed = join(scratch, 'a path with blanks');
  // Other users have to reach it too: some tests run the CLI as one.
  execFileSync('chmod', ['a+rx', scratch]);
  npm(['pack', '--pack-destination', scratch], ROOT);
  const tarball = join(scratch, readdirSync(scratch).find((name) => name.endsWith('.tgz')) ?? '');
  mkdirSync(installed);
  writeFileSync(join(installed, 'package.json'), '{}');
  npm(['install', '--offline', tarball], installed);
  project.provide('tarball', tarball);
  project.provide('installed', installed);
  return () => rmSync(scratch, { recursive: true, force: true });
}

function npm(args: readonly string[], cwd: string): void {
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync('npm', [...args, ...quiet], { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
}
