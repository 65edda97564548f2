// A repository that is released on a cluster, as its user does it: `npm run kubernetes` and `kubectl …`.
import { spawnSync } from 'node:child_process';
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { environment } from '../../support/cli.ts';
import { freePort } from '../../support/service.ts';
import type { More, Said } from './engine.ts';

/** Why nothing can be released here; nothing where it can. */
export function clusterProblem(): string | undefined {
  const { error, status, stderr } = spawnSync('kubectl', ['get', '--raw', '/readyz', '--request-timeout=20s'], {
    encoding: 'utf8',
  });
  if (error) return 'there is no kubectl';
  return status === 0 ? undefined : `the cluster does not answer: ${stderr.trim().split('\n').at(-1) ?? ''}`;
}

async function say(
  [program = '', ...args]: readonly string[],
  cwd: string,
  more: More = {},
  input = '',
): Promise<Said> {
  const options = { cwd, env: environment(more), extendEnv: false, all: true, reject: false, input } as const;
  const { exitCode = 1, all } = await execa(program, args, options);
  return { code: exitCode, text: all };
}

export const npmRunKubernetes = (repo: string, words: readonly string[] = [], more: More = {}): Promise<Said> =>
  say(['npm', 'run', 'kubernetes', '--', ...words], repo, more);

/** Takes an image that this machine has to the cluster, where LOAD says how; without that the cluster fetches it. */
export async function takeToCluster(repo: string, image: string): Promise<void> {
  const { LOAD = 'none' } = process.env;
  if (LOAD === 'none' || (await say(['docker', 'image', 'inspect', image], repo)).code !== 0) return;
  const { code, text } = await say([...LOAD.split(' '), image], repo);
  if (code !== 0) throw new Error(`${LOAD} ${image}: ${text}`);
}

/** The condition of a pod that says whether it gets requests. */
export interface Pod {
  readonly metadata: { readonly name: string; readonly uid: string; readonly deletionTimestamp?: string };
  readonly status: {
    readonly phase: string;
    readonly containerStatuses?: readonly { readonly ready: boolean; readonly restartCount: number }[];
  };
}

export interface Job {
  readonly metadata: { readonly name: string; readonly uid: string };
  readonly status: { readonly succeeded?: number; readonly failed?: number };
}

/** kubectl in one namespace. */
export class Namespace {
  readonly name: string;
  readonly repo: string;

  constructor(name: string, repo: string) {
    this.name = name;
    this.repo = repo;
  }

  kubectl(...args: readonly string[]): Promise<Said> {
    return say(['kubectl', '--namespace', this.name, ...args], this.repo);
  }

  /** The same, and it must work; answers what was said, trimmed. */
  async done(...args: readonly string[]): Promise<string> {
    const { code, text } = await this.kubectl(...args);
    if (code !== 0) throw new Error(`kubectl ${args.join(' ')}: ${text}`);
    return text.trim();
  }

  async items<Item>(kind: string, ...more: readonly string[]): Promise<readonly Item[]> {
    const text = await this.done('get', kind, '--output=json', ...more);
    return (JSON.parse(text) as { items: Item[] }).items;
  }

  /** The pods of a part, without those that are on their way out. */
  async podsOf(part: string): Promise<readonly Pod[]> {
    const pods = await this.items<Pod>('pods', '--selector', `app.kubernetes.io/name=${part}`);
    return pods.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  }

  async isReady(part: string): Promise<boolean> {
    const pods = await this.podsOf(part);
    return (
      pods.length > 0 && pods.every(({ status }) => status.containerStatuses?.every(({ ready }) => ready) ?? false)
    );
  }

  async restartsOf(part: string): Promise<number> {
    const pods = await this.podsOf(part);
    return pods
      .flatMap(({ status }) => status.containerStatuses ?? [])
      .reduce((sum, each) => sum + each.restartCount, 0);
  }

  /** A line of a shell in a pod of a deployment. */
  within(deployment: string, line: string, input = ''): Promise<Said> {
    const args = ['exec', '--stdin', `deployment/${deployment}`, '--', 'sh', '-c', line];
    return say(['kubectl', '--namespace', this.name, ...args], this.repo, {}, input);
  }

  /** Whether a pod of a deployment gets a connection: by nc in Alpine, by bash in Debian. */
  async reaches(deployment: string, host: string, port: number): Promise<boolean> {
    const bash = `timeout 3 bash -c '</dev/tcp/${host}/${port}'`;
    const line = `if command -v nc >/dev/null; then nc -z -w 3 ${host} ${port}; else ${bash}; fi`;
    return (await this.within(deployment, line)).code === 0;
  }

  /** Waits, with a bound, until something holds. */
  async until(what: string, holds: () => Promise<boolean>, seconds = 120): Promise<void> {
    for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
      if (await holds()) return;
      await sleep(500);
    }
    throw new Error(
      `${what}: not within ${seconds} seconds\n${(await this.kubectl('get', 'pods,jobs', '--output=wide')).text}`,
    );
  }

  /**
   * An address on this machine that leads through a Service: by a port of the node, where this machine is the node, else by a forward, which
   * lasts as long as its pod.
   */
  async reach(service: string): Promise<Way> {
    await this.done('patch', 'service', service, '--type=merge', '--patch={"spec":{"type":"NodePort"}}');
    const port = await this.done('get', 'service', service, '--output=jsonpath={.spec.ports[0].nodePort}');
    const url = `http://127.0.0.1:${port}`;
    if (await answersWithin(url, 20)) return { url, stop: NOTHING };
    return this.#forward(service);
  }

  async #forward(service: string): Promise<Way> {
    const target = await this.done('get', 'service', service, '--output=jsonpath={.spec.ports[0].port}');
    const port = await freePort();
    const args = ['--namespace', this.name, 'port-forward', `service/${service}`, `${port}:${target}`];
    const child = execa('kubectl', args, { reject: false, stdio: 'ignore' });
    const url = `http://127.0.0.1:${port}`;
    const stop = (): void => {
      child.kill();
    };
    if (await answersWithin(url, 20)) return { url, stop };
    stop();
    throw new Error(`nothing leads to ${service}`);
  }
}

const NOTHING = (): void => undefined;

export interface Way {
  readonly url: string;
  readonly stop: () => void;
}

async function answersWithin(url: string, seconds: number): Promise<boolean> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
    if ((await statusOf(url, {})) !== 0) return true;
    await sleep(250);
  }
  return false;
}

/** The status of a request on a connection of its own; 0 where there was no answer. */
export function statusOf(url: string, headers: Readonly<Record<string, string>>): Promise<number> {
  return new Promise((resolve) => {
    const asked = request(url, { headers, agent: false, timeout: 15_000 }, (answer) => {
      answer.resume().once('end', () => resolve(answer.statusCode ?? 0));
      answer.once('error', () => resolve(0));
    });
    asked.once('error', () => resolve(0));
    asked.once('timeout', () => asked.destroy());
    asked.end();
  });
}

/** Asks again and again, several at a time, until it is stopped; answers how often each status came. */
export function underLoad(url: string, headers: Readonly<Record<string, string>>, workers = 8) {
  const statuses: Record<number, number> = {};
  let going = true;
  const work = async (): Promise<void> => {
    while (going) {
      const status = await statusOf(url, headers);
      statuses[status] = (statuses[status] ?? 0) + 1;
      await sleep(10);
    }
  };
  const all = Promise.all(Array.from({ length: workers }, work));
  return async (): Promise<Readonly<Record<number, number>>> => {
    going = false;
    await all;
    return statuses;
  };
}
