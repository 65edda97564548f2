import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { installedIn, packInto, tarballIn } from '../../scripts/test/pack.mjs';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The tarball that would be published. */
    tarball: string;
    /** A project, in a path with spaces, in which that tarball is installed. */
    installed: string;
  }
}

/**
 * Packs and installs the package once for a whole run of vitest; or once for all runs that name the same place in PACKED, as packing builds, and
 * two builds at once disturb each other.
 */
export default async function setup(project: TestProject): Promise<() => void> {
  const kept = process.env['PACKED'];
  const scratch = kept ?? realpathSync(mkdtempSync(join(tmpdir(), 'technokaizen-packed-')));
  await packInto(scratch);
  project.provide('tarball', join(scratch, tarballIn(scratch) ?? ''));
  project.provide('installed', installedIn(scratch));
  return () => kept ?? rmSync(scratch, { recursive: true, force: true });
}
