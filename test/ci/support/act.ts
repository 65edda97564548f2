// GitHub's workflows, run whole by act: its engine reads conditions, outputs, services and actions of the repository's own as GitHub's does.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { environment } from '../../support/cli.ts';
import { paths } from '../../support/place.ts';
import { dockerDone } from '../../deploy/support/engine.ts';
import { writeStandIns } from './run.ts';

const IMAGE = 'technokaizen-act-runner';

export interface Ran {
  /** What became of each job that ran. */
  readonly results: Readonly<Record<string, string>>;
  readonly log: string;
}

/** Builds the image that the jobs run in. */
export const buildRunner = (): Promise<string> =>
  dockerDone(join(import.meta.dirname, 'runner'), 'build', '--quiet', '--tag', IMAGE, '.');

/** Runs what an event starts. Actions do nothing, but for `checkout`, which is act's own: the image has what they set up. */
export async function runEvent(
  event: 'push' | 'pull_request',
  repo: string,
  place: string,
  gitleaks: string,
): Promise<Ran> {
  const nothing = writeAction(place);
  const standIns = writeStandIns(join(place, 'stand-ins'), { gitleaks: '/usr/local/bin/gitleaks' });
  const actions = actionsOf(repo).flatMap((action) => ['--local-repository', `${action}=${nothing}`]);
  const mounts = `--volume ${join(standIns, 'go')}:/usr/local/bin/go:ro --volume ${gitleaks}:/usr/local/bin/gitleaks:ro`;
  const args = [
    ...[event, '--json', '--rm', '--platform', `ubuntu-24.04=${IMAGE}`, '--pull=false', '--action-offline-mode'],
    ...['--container-daemon-socket', '-', '--container-options', mounts, '--no-cache-server', ...actions],
  ];
  const { all } = await execa(process.env['ACT'] ?? 'act', args, {
    cwd: repo,
    env: environment({ XDG_CACHE_HOME: join(place, 'cache'), XDG_CONFIG_HOME: join(place, 'config') }),
    ...{ extendEnv: false, all: true, reject: false, stdin: 'ignore', timeout: 850_000 },
  });
  return { results: resultsIn(all), log: all };
}

/** Actions from elsewhere, with their versions. */
function actionsOf(repo: string): readonly string[] {
  const text = paths(join(repo, '.github'), '')
    .filter((path) => path.endsWith('.yml'))
    .map((path) => readFileSync(join(repo, '.github', path), 'utf8'))
    .join('\n');
  const used = [...text.matchAll(/uses: ([\w-]+\/[\w./-]+@\w+)/g)].map(([, action = '']) => action);
  return [...new Set(used)].filter((action) => !action.startsWith('actions/checkout@'));
}

function writeAction(place: string): string {
  const directory = join(place, 'nothing');
  mkdirSync(directory, { recursive: true });
  const step = ['    - run: "true"', '      shell: bash'];
  const lines = ['name: Nothing', 'description: A stand-in', 'runs:', '  using: composite', '  steps:', ...step];
  writeFileSync(join(directory, 'action.yml'), `${lines.join('\n')}\n`);
  return directory;
}

function resultsIn(log: string): Ran['results'] {
  const lines = log.split('\n').filter((line) => line.startsWith('{'));
  const told = lines.map((line) => JSON.parse(line) as { jobID?: string; jobResult?: string });
  return Object.fromEntries(told.flatMap(({ jobID, jobResult }) => (jobID && jobResult ? [[jobID, jobResult]] : [])));
}
