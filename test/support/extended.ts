import { cpSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inject } from 'vitest';
import { copyOfPackage, environment, programOf, runProgram, type Ran } from './cli.ts';
import { emptyPlace } from './place.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** The layers that tests add to the templates, by their path below templates/. */
const FIXTURES = join(ROOT, 'test', 'fixtures');

/** A copy of the published package. */
export interface Extended {
  readonly cli: string;
  readonly templates: string;
}

/** A copy of the published package with folders of the fixtures among its templates, and no other change: `backend/tiny`. */
export function packageWith(...folders: readonly string[]): Extended {
  const copy = copyOfPackage(emptyPlace());
  const templates = join(copy, 'templates');
  for (const folder of folders) cpSync(join(FIXTURES, folder), join(templates, folder), { recursive: true });
  return { cli: programOf(copy), templates };
}

/** Templates as they are in the source, with folders of the fixtures among them. */
export function templatesWith(...folders: readonly string[]): string {
  const templates = join(emptyPlace(), 'templates');
  cpSync(join(ROOT, 'templates'), templates, { recursive: true });
  for (const folder of folders) cpSync(join(FIXTURES, folder), join(templates, folder), { recursive: true });
  return templates;
}

/** What there is for every choice, run for one of other templates: a suite of this repository, as it stands, and the tests whose names match. */
export function suiteOn(templates: string, config: string, file: string, name: string): Promise<Ran> {
  const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
  const command = [process.execPath, vitest, 'run', '--config', config, join(ROOT, file), '--testNamePattern', name];
  const env = { ...environment(), TEMPLATES: templates, PACKED: dirname(inject('tarball')), NO_COLOR: '1' };
  return runProgram(command, { cwd: ROOT, env: { ...env, STACK: 'fastapi-react-postgres' }, bound: 240_000 });
}
