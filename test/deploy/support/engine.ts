// A repository whose stack runs in containers, as its user runs it: `npm run docker` and `docker compose …`.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { environment } from '../../support/cli.ts';

export interface Said {
  readonly code: number;
  readonly text: string;
}

export type More = Readonly<Record<string, string | undefined>>;

/** Why nothing can be run in containers here; nothing where it can. */
export function engineProblem(): string | undefined {
  const { error, status, stderr } = spawnSync('docker', ['version'], { encoding: 'utf8', timeout: 60_000 });
  if (error) return 'there is no docker';
  return status === 0 ? undefined : `docker does not answer: ${stderr.trim().split('\n').at(-1) ?? ''}`;
}

async function say(repo: string, [program = '', ...args]: readonly string[], more: More, input = ''): Promise<Said> {
  const options = { cwd: repo, env: environment(more), extendEnv: false, all: true, reject: false, input } as const;
  const { exitCode = 1, all } = await execa(program, args, options);
  return { code: exitCode, text: all };
}

export const npmRunDocker = (repo: string, more: More = {}): Promise<Said> => say(repo, ['npm', 'run', 'docker'], more);

export const docker = (repo: string, ...args: readonly string[]): Promise<Said> => say(repo, ['docker', ...args], {});

/** The same, and it must work; answers what was said, trimmed. */
export async function dockerDone(repo: string, ...args: readonly string[]): Promise<string> {
  const { code, text } = await docker(repo, ...args);
  if (code !== 0) throw new Error(`docker ${args.join(' ')}: ${text}`);
  return text.trim();
}

/** A line of a shell in the container of a compose service. */
export const within = (repo: string, service: string, line: string, input = ''): Promise<Said> =>
  say(repo, ['docker', 'compose', 'exec', '-T', service, 'sh', '-c', line], {}, input);

/** The container of a compose service. */
export const containerOf = (repo: string, service: string): Promise<string> =>
  dockerDone(repo, 'compose', 'ps', '--all', '--quiet', service);

/** What `docker` takes before a compose command so that the backend is on a port of this machine too, past the page. */
export function publishing(repo: string, port: number): readonly string[] {
  const file = join(repo, '..', `published-${port}.yaml`);
  writeFileSync(file, `services:\n  backend:\n    ports: ["127.0.0.1:${port}:8000"]\n`);
  return ['compose', '--file', 'compose.yaml', '--file', file];
}

export interface Inspected {
  readonly Config: {
    readonly User: string;
    readonly Labels: Readonly<Record<string, string>>;
    readonly Cmd: readonly string[];
  };
  readonly State: { readonly ExitCode: number; readonly Status: string; readonly Health?: { readonly Status: string } };
  readonly HostConfig: { readonly ReadonlyRootfs: boolean };
}

export async function inspect(repo: string, name: string): Promise<Inspected> {
  const [found] = JSON.parse(await dockerDone(repo, 'inspect', name)) as Inspected[];
  if (found === undefined) throw new Error(`nothing to inspect: ${name}`);
  return found;
}

/** Everything that the stack left in the engine: containers, networks, volumes, and the images that it built, `<name>-<service>`. */
export async function removeAll(repo: string, name: string, services: readonly string[]): Promise<void> {
  await docker(repo, 'compose', 'down', '--volumes', '--remove-orphans', '--timeout', '5');
  for (const title of services.map((service) => `${name}-${service}`)) {
    await docker(repo, 'image', 'rm', '--force', `${title}:dev`);
    // Those that lost their tag to a later build.
    await docker(repo, 'image', 'prune', '--force', '--filter', `label=org.opencontainers.image.title=${title}`);
  }
}
