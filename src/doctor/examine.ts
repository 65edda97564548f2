import { join } from 'node:path';
import type { Layer, Tool } from '../catalog.ts';
import { said } from '../programs.ts';
import { partsOf, portOf, type Part } from '../render/parts.ts';
import type { Stack } from '../stack.ts';
import { accepts, silentServices, variablesOf } from '../verify/services.ts';
import type { Tree } from '../tree.ts';
import { onPath } from './path.ts';
import { toolsOf, type Asked } from './tools.ts';
import { isWithin, versionIn } from './versions.ts';

/** `old`: another version is needed; `broken`: there, but it does not do; `taken`, `silent`: of a port, of a server. */
export type State = 'ok' | 'missing' | 'old' | 'broken' | 'taken' | 'silent';

/** One thing that a stack needs of a machine. */
export interface Examined {
  readonly name: string;
  readonly state: State;
  /** Whether something can't be done without it; the rest is a convenience. */
  readonly needed: boolean;
  readonly version?: string;
  readonly why: string;
  /** What to do about it. */
  readonly get: string;
}

type Find = (id: string) => Layer;

/** What a machine has and lacks for a stack: tools, ports, servers. */
export async function examine(stack: Stack, tree: Tree, find: Find): Promise<readonly Examined[]> {
  const parts = partsOf(stack, find);
  return [
    ...toolsOf(stack, find).map((asked) => examineTool(asked)),
    ...(await Promise.all(parts.map(examinePort))),
    ...(await silentServices(variablesOf(tree))).map((line): Examined => ({
      name: 'a server',
      state: 'silent',
      needed: true,
      why: line,
      get: 'the README says how it is set up',
    })),
  ];
}

function examineTool({ tool, layer }: Asked): Examined {
  const { name, why, get, optional } = tool;
  const known = { name, why, get, needed: optional !== true };
  const command = onPath(tool.commands);
  // A layer that knows better says so itself, in one line: a Python may be new enough and lack a module.
  const problem = problemOf(layer, tool);
  if (problem !== undefined) return { ...known, state: command === undefined ? 'missing' : 'broken', get: problem };
  if (command === undefined) return { ...known, state: tool.checked ? 'ok' : 'missing' };
  const version = versionOf(command, tool);
  if (version === undefined)
    return { ...known, state: 'broken', get: `\`${command}\` is on the PATH and does not run. ${get}` };
  const fits = tool.versions === undefined || isWithin(version, tool.versions);
  return { ...known, version, state: fits || tool.checked ? 'ok' : 'old' };
}

function problemOf({ directory, manifest }: Layer, { checked }: Tool): string | undefined {
  if (!checked) return undefined;
  // Split first: the templates may lie in a directory with blanks.
  const [, ...words] = String(manifest.verbs?.['check']).split(' ');
  const answer = said(
    process.execPath,
    words.map((word) => word.replace('{root}', () => join(directory, 'root'))),
  );
  return answer === undefined || answer.ok ? undefined : answer.stderr.trim();
}

function versionOf(command: string, { commands, print = ['--version'] }: Tool): string | undefined {
  // Of several programs the first that answers: an alias may stand where none is installed.
  for (const each of [command, ...commands]) {
    const answer = said(each, print);
    if (answer?.ok) return versionIn(answer.stdout || answer.stderr);
  }
  return undefined;
}

async function examinePort(part: Part): Promise<Examined> {
  const { variable, default: port } = portOf(part);
  const answers = await Promise.all(['127.0.0.1', '::1'].map((host) => accepts(host, Number(port))));
  return {
    name: `port ${port}`,
    state: answers.includes(true) ? 'taken' : 'ok',
    needed: true,
    why: `is where ${part.title} listens in development`,
    get: `free it, or move it: ${variable}=${Number(port) + 10} npm start`,
  };
}
