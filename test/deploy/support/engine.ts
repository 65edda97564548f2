// A repository whose stack runs in containers, as its user runs it: `npm run docker` and `docker compose …`.
import { spawnSync } from 'node:child_process';
import { execa } from 'execa';
import { environment } from '../../support/cli.ts';

export interface Said {
  readonly code: number;
  readonly text: string;
}

export type More = Readonly<Record<string, string | undefined>>;

/** Why nothing can be run in containers here; nothing where it can. */
export function engineProblem(): string | undefined {
  const { error, status, stderr } = spawnSync('docker', ['version'], { encoding: 'utf8' });
  if (error) return 'there is no docker';
  return status === 0 ? undefined : `docker does not answer: ${stderr.trim().split('\n').at(-1) ?? ''}`;
}

async function say(repo: string, [program = '', ...args]: readonly string[], more: More = {}): Promise<Said> {
  const { exitCode = 1, all } = await execa(program, args, {
    cwd: repo,
    env: environment(more),
    extendEnv: false,
    all: true,
    reject: false,
    stdin: 'ignore',
  });
  return { code: exitCode, text: all };
}

export const npmRunDocker = (repo: string, more: More = {}): Promise<Said> => say(repo, ['npm', 'run', 'docker'], more);

export const docker = (repo: string, ...args: readonly string[]): Promise<Said> => say(repo, ['docker', ...args]);

/** The same, and it must work; answers what was said, trimmed. */
export async function dockerDone(repo: string, ...args: readonly string[]): Promise<string> {
  const { code, text } = await docker(repo, ...args);
  if (code !== 0) throw new Error(`docker ${args.join(' ')}: ${text}`);
  return text.trim();
}

/** The container of a compose service. */
export const containerOf = (repo: string, service: string): Promise<string> =>
  dockerDone(repo, 'compose', 'ps', '--all', '--quiet', service);

export interface Inspected {
  readonly Config: {
    readonly User: string;
    readonly Labels: Readonly<Record<string, string>>;
    readonly Healthcheck?: object;
    readonly Cmd: readonly string[];
  };
  readonly State: { readonly ExitCode: number; readonly Status: string; readonly Health?: { readonly Status: string } };
  readonly NetworkSettings: { readonly Networks: Readonly<Record<string, { readonly IPAddress: string }>> };
  readonly HostConfig: { readonly ReadonlyRootfs: boolean };
}

export async function inspect(repo: string, name: string): Promise<Inspected> {
  const [found] = JSON.parse(await dockerDone(repo, 'inspect', name)) as Inspected[];
  if (found === undefined) throw new Error(`nothing to inspect: ${name}`);
  return found;
}
