import type { Config } from '../config.ts';
import { Failure } from '../failure.ts';

/** Does something, with the words that follow its name; answers what is to be printed. */
export type Command = (config: Config, words: readonly string[]) => Promise<string>;

// Each is loaded when it is asked for: a migration needs no web framework.
const COMMANDS = new Map<string, () => Promise<Command>>([
  ['migrate', async () => (await import('./migrate.ts')).migrate],
  ['create-admin', async () => (await import('./create-admin.ts')).createAdmin],
  ['seed', async () => (await import('./seed.ts')).seed],
  ['openapi', async () => (await import('./openapi.ts')).openapi],
]);

export async function commandOf(name: string | undefined): Promise<Command> {
  const load = COMMANDS.get(name ?? '');
  if (load === undefined) throw new Failure(`name a command: ${[...COMMANDS.keys()].join(', ')}`);
  return load();
}
