import { join } from 'node:path';
import type { Find, Layer, Tool } from '../catalog.ts';
import { capture } from '../programs.ts';
import { partsOf, portOf, type Part } from '../render/parts.ts';
import type { Stack } from '../stack.ts';
import { isWithin, versionIn } from '../versions.ts';
import { accepts, serversOf, type Server } from '../services.ts';
import { onPath } from './path.ts';
import { toolsOf, type RequiredTool } from './tools.ts';

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

type Variables = Readonly<Record<string, string>>;

/** What a machine has and lacks for a stack: tools, ports, servers. `variables` are those of the repository's `.env` files. */
export async function examine(stack: Stack, find: Find, variables: Variables): Promise<readonly Examined[]> {
  return [
    ...toolsOf(stack, find).map((asked) => examineTool(asked)),
    ...(await Promise.all(partsOf(stack, find).map((part) => examinePort(part, variables)))),
    ...(await serversOf(variables)).map(examineServer),
  ];
}

const examineServer = ({ name, scheme, host, port, answers }: Server): Examined => ({
  name: `${host}:${port}`,
  state: answers ? 'ok' : 'silent',
  needed: true,
  why: `is the server of ${name}`,
  get: `start it and set it up as the README says, or say where it is: ${name}=${scheme}://…`,
});

function examineTool({ tool, layer }: RequiredTool): Examined {
  const { name, why, get, optional } = tool;
  const known = { name, why, get, needed: optional !== true };
  const command = onPath(tool.commands);
  // A layer that knows better says so itself, in one line: a Python may be new enough and lack a module.
  const problem = problemOf(layer, tool);
  if (problem !== undefined) return { ...known, state: command === undefined ? 'missing' : 'broken', get: problem };
  if (command === undefined) return { ...known, state: tool.checked ? 'ok' : 'missing' };
  const { version, problem: silence = 'it does not answer' } = versionOf(command, tool);
  if (version === undefined) return { ...known, state: 'broken', get: `\`${command}\` is there, but: ${silence}` };
  const fits = tool.versions === undefined || isWithin(version, tool.versions);
  if (fits || tool.checked) return { ...known, version, state: 'ok' };
  return { ...known, version, state: 'old', get: `${wanted(tool.versions)}: ${get}` };
}

/** `>=20.19 <21` or `>=22.13`, as a person would say it. */
const wanted = (ranges: readonly string[]): string =>
  ranges
    .map((range) => range.replace(/^>=([\d.]+)$/, '$1 or newer').replace(/^>=([\d.]+) <(\d+)$/, '$1 to below $2'))
    .join(', or ');

function problemOf({ directory, manifest }: Layer, { checked }: Tool): string | undefined {
  if (!checked) return undefined;
  // Split first: the templates may lie in a directory with blanks.
  const [, ...words] = String(manifest.verbs?.['check']).split(' ');
  const answer = capture(
    process.execPath,
    words.map((word) => word.replace('{root}', () => join(directory, 'root'))),
  );
  return answer === undefined || answer.ok ? undefined : answer.stderr.trim();
}

/** Milliseconds: a client whose server is far away waits for it. */
const PATIENCE = 10_000;

function versionOf(
  command: string,
  { commands, print = ['--version'] }: Tool,
): { readonly version?: string | undefined; readonly problem?: string | undefined } {
  // Of several programs the first that answers: an alias may stand where none is installed.
  const answers = [...new Set([command, ...commands])].map((each) => () => capture(each, print, '', PATIENCE));
  let problem: string | undefined;
  for (const ask of answers) {
    const answer = ask();
    if (answer?.ok) return { version: versionIn(answer.stdout || answer.stderr) };
    problem ??= answer?.stderr.trim().split('\n').at(-1);
  }
  return { problem };
}

async function examinePort(part: Part, variables: Variables): Promise<Examined> {
  const { variable, default: fallback } = portOf(part);
  const port = process.env[variable] ?? variables[variable] ?? fallback;
  const answers = await Promise.all(['127.0.0.1', '::1'].map((host) => accepts(host, Number(port))));
  return {
    name: `port ${port}`,
    state: answers.includes(true) ? 'taken' : 'ok',
    needed: true,
    why: `is where ${part.title} listens in development`,
    get: `stop what is there (it may be the repository itself), or move it: ${variable}=${Number(port) + 10} npm start`,
  };
}
