// What is to be started: a service's directory and the commands that its repository declares for it.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

export interface Blueprint {
  readonly directory: string;
  readonly verbs: Readonly<Record<string, string | readonly string[]>>;
  /** Where a command's first word is really found, e.g. `python` in the virtual environment. */
  readonly programs?: Readonly<Record<string, { readonly posix: string; readonly win32: string }>>;
}

type Part = Blueprint & { readonly name: string };

/** The service named by `SERVICE_COMMANDS` (JSON) or `SERVICE_DIR` (a directory of a generated repository). */
export function serviceUnderTest(env: NodeJS.ProcessEnv = process.env): Blueprint {
  const commands = env['SERVICE_COMMANDS'];
  if (commands) return JSON.parse(commands) as Blueprint;
  const directory = env['SERVICE_DIR'];
  if (directory) return readPart(resolve(directory));
  throw new Error('Name the service under test: SERVICE_DIR=<repo>/backend, or SERVICE_COMMANDS=<json>');
}

function readPart(directory: string): Blueprint {
  const root = repositoryOf(directory);
  const parts = JSON.parse(readFileSync(join(root, 'scripts/parts.json'), 'utf8')) as Part[];
  const part = parts.find((candidate) => resolve(root, candidate.directory) === directory);
  if (!part) throw new Error(`${root}/scripts/parts.json has no part in ${directory}`);
  return { ...part, directory };
}

/** The repository that a service's directory is in. */
export function repositoryOf(directory: string): string {
  const parent = dirname(directory);
  if (existsSync(join(parent, 'scripts/parts.json'))) return parent;
  if (parent === directory) throw new Error('No scripts/parts.json above the service under test');
  return repositoryOf(parent);
}

/** The verb's commands, each as program and arguments. */
export function commandsOf(blueprint: Blueprint, verb: string): string[][] {
  const commands = blueprint.verbs[verb];
  if (commands === undefined) throw new Error(`The service under test has no verb "${verb}"`);
  return [commands].flat().map((command) => words(blueprint, command));
}

function words(blueprint: Blueprint, command: string): string[] {
  const [program = '', ...rest] = command.split(' ').filter(Boolean);
  const places = blueprint.programs?.[program];
  if (places) return [resolve(blueprint.directory, places[process.platform === 'win32' ? 'win32' : 'posix']), ...rest];
  const own = resolve(blueprint.directory, '.venv/bin/python');
  return [program === 'python' && existsSync(own) ? own : program, ...rest];
}
