// The pipeline of whole repositories by an engine of GitLab's kind, in containers. Left out are the jobs that ask registries and databases of
// vulnerabilities: their images would have to be pulled.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { beforeAll, describe, expect, test } from 'vitest';
import { environment } from '../support/cli.ts';
import { emptyPlace } from '../support/place.ts';
import { cloneOf } from './support/clone.ts';
import { runJobs } from './support/gitlab-ci-local.ts';
import { executed } from './support/stacks.ts';

const asked = executed.filter(({ name }) => name === (process.env['STACK'] ?? name));

describe.each(asked)('$name', ({ name, flags }) => {
  let repo = '';
  beforeAll(async () => {
    repo = await cloneOf(emptyPlace(), name, [...flags, '--deploy', 'none']);
  });

  test('every job is green', async () => {
    const jobs = ['backend', 'frontend', 'contract', 'browser', 'passed'];
    const { results, log } = await runJobs(repo, jobs);
    expect(results, log).toEqual(Object.fromEntries(jobs.map((job) => [job, 'PASS'])));
  });

  test('a page with a wrong type makes its job red', async () => {
    writeFileSync(join(repo, 'frontend/src/broken.ts'), "export const broken: number = 'text';\n");
    await execa('git', ['add', '--all'], { cwd: repo, env: environment(), extendEnv: false });
    const { results, log } = await runJobs(repo, ['frontend']);
    expect(results, log).toEqual({ frontend: 'FAIL' });
  });
});
