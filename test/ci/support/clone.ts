import { join } from 'node:path';
import { execa } from 'execa';
import { environment, run } from '../../support/cli.ts';
import { pipelines } from './pipelines.ts';

/** A fresh clone, below `place`, of a freshly generated repository with every pipeline. */
export async function cloneOf(place: string, name: string, flags: readonly string[]): Promise<string> {
  const { code, stderr } = await run([name, ...flags, '--ci', pipelines.join(), '--yes', '--no-install'], {
    cwd: place,
  });
  if (code !== 0) throw new Error(stderr);
  const repo = join(place, 'clone');
  await execa('git', ['clone', '--quiet', join(place, name), repo], { env: environment(), extendEnv: false });
  return repo;
}
