// A repository that is installed on a cluster by Helm, and the database that it finds there.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { environment } from '../../support/cli.ts';
import type { Namespace } from './cluster.ts';
import { dockerDone, type Said } from './engine.ts';

/** HELM names the program. */
const HELM = process.env['HELM'] ?? 'helm';

export const helmProblem = (): string | undefined =>
  spawnSync(HELM, ['version']).status === 0 ? undefined : `there is no ${HELM}`;

export async function helm(repo: string, ...args: readonly string[]): Promise<Said> {
  const options = { cwd: repo, env: environment(), extendEnv: false, all: true, reject: false } as const;
  const { exitCode = 1, all } = await execa(HELM, args, options);
  return { code: exitCode, text: all };
}

/** An image of a part under a tag; the cluster has it before a pod asks for it. */
export async function buildImage(repo: string, part: string, image: string): Promise<void> {
  await dockerDone(repo, 'build', '--quiet', '--tag', image, part);
}

const FOLDER = 'deploy/kubernetes/overlays/development';

/** The database of development, in its own namespace, by itself; answers what the secret of the service holds so that it is found. */
export async function startDatabase(space: Namespace): Promise<Readonly<Record<string, string>>> {
  const folder = join(space.repo, FOLDER, 'backend');
  const example = readFileSync(join(folder, '.env.example'), 'utf8');
  const secrets = example.replace(/^#.*\n/gm, '').replace(/change-me[\w-]*/g, randomBytes(32).toString('hex'));
  writeFileSync(join(folder, '.env'), secrets);
  for (const chosen of ['in (namespace)', 'notin (api, page, migrations, network)'])
    await space.done('apply', '--kustomize', FOLDER, '--selector', `app.kubernetes.io/component ${chosen}`);
  await space.done('rollout', 'status', 'statefulset/backend-database', '--timeout=180s');
  const host = `backend-database.${space.name}.svc.cluster.local`;
  const variables = Object.fromEntries(
    [...secrets.matchAll(/^(\w+)=(.*)$/gm)].map(([, key = '', value = '']) => [key, value]),
  );
  const { SECRET_KEY = '', DATABASE_URL = '' } = variables;
  return { SECRET_KEY, DATABASE_URL: DATABASE_URL.replace('backend-database', host) };
}
