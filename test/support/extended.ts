import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { copyOfPackage, programOf } from './cli.ts';
import { emptyPlace } from './place.ts';

/** The layers that tests add to the templates, by their path below templates/. */
export const FIXTURES = join(import.meta.dirname, '..', 'fixtures');

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
