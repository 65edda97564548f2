// The workflow of whole repositories by an engine of GitHub's own kind, in containers: a push, and a pull request with a mistake.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { beforeAll, describe, expect, test } from 'vitest';
import { environment } from '../support/cli.ts';
import { emptyPlace } from '../support/place.ts';
import { buildRunner, runEvent } from './support/act.ts';
import { cloneOf } from './support/clone.ts';
import { executed } from './support/stacks.ts';

const asked = executed.filter(({ name }) => name === (process.env['STACK'] ?? name));
const gitleaks = process.env['GITLEAKS'] ?? '';

describe.each(asked)('$name', ({ name, flags }) => {
  let place = '';
  let repo = '';
  const git = (...args: readonly string[]): Promise<unknown> =>
    execa('git', args, { cwd: repo, env: environment(), extendEnv: false });

  beforeAll(async () => {
    place = emptyPlace();
    await buildRunner();
    repo = await cloneOf(place, name, [...flags, '--deploy', 'none']);
  });

  test('a push runs every job, and each is green', async () => {
    const { results, log } = await runEvent('push', repo, place, gitleaks);
    expect(results, log).toEqual(
      all('success', ['backend', 'browser', 'changes', 'contract', 'frontend', 'passed', 'secrets']),
    );
  });

  test('a pull request that breaks the page is red, and leaves the service alone', async () => {
    await git('switch', '--quiet', '--create', 'change');
    writeFileSync(join(repo, 'frontend/src/broken.ts'), "export const broken: number = 'text';\n");
    await git('add', '--all');
    await git('commit', '--quiet', '--message', 'A change');
    const { results, log } = await runEvent('pull_request', repo, place, gitleaks);
    expect(results, log).toEqual({
      ...all('success', ['browser', 'changes', 'contract', 'dependencies', 'secrets']),
      ...all('failure', ['frontend', 'passed']),
    });
  });
});

const all = (result: string, jobs: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(jobs.map((job) => [job, result]));
