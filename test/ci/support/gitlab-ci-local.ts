// GitLab's pipeline, run by gitlab-ci-local: it reads includes, extensions, rules, services and images as GitLab's runner does.
import { delimiter, dirname } from 'node:path';
import { execa } from 'execa';
import { environment } from '../../support/cli.ts';
import type { Ran } from './act.ts';

/** Runs some of the jobs that a push to the default branch starts, each in a container of its image. */
export async function runJobs(repo: string, jobs: readonly string[]): Promise<Ran> {
  const program = process.env['GITLAB_CI_LOCAL'] ?? 'gitlab-ci-local';
  const { all } = await execa(program, ['--pull-policy', 'if-not-present', ...jobs], {
    cwd: repo,
    // The Node.js that it came with first.
    env: environment({ NO_COLOR: '1', PATH: `${dirname(program)}${delimiter}${process.env['PATH'] ?? ''}` }),
    ...{ extendEnv: false, all: true, reject: false, stdin: 'ignore', timeout: 850_000 },
  });
  const told = [...all.matchAll(/^ *(PASS|FAIL|WARN) +([\w-]+)/gm)];
  return { results: Object.fromEntries(told.map(([, result = '', job = '']) => [job, result])), log: all };
}
