import type { Layer } from './catalog.ts';
import record from './data/proven.json' with { type: 'json' };
import { reaches, type Level } from './level.ts';

/** What the tests of this version have proven: the highest level of each choice; nothing where no run was recorded. */
export interface Proven {
  readonly choices: Readonly<Record<string, string | undefined>>;
}

/** How far a choice is to be proven by questions: a licence is a text, and a pipeline's platform is not ours to run. */
const ENOUGH: Readonly<Record<string, Level>> = { license: 'render', ci: 'lint' };

/** Whether no green run is on record for a choice: then it is offered as what it is. */
export function isExperimental({ id }: Pick<Layer, 'id'>, { choices }: Proven = record): boolean {
  if (Object.keys(choices).length === 0) return false;
  const level = choices[id];
  return level === undefined || !reaches(level as Level, ENOUGH[id.split('/')[0] ?? ''] ?? 'run');
}
