// The pipelines of whole repositories, executed: every line of each, in order, in a fresh clone; then what each job is there to find.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { environment } from '../support/cli.ts';
import { emptyPlace, leaveOut } from '../support/place.ts';
import { freePorts } from '../stacks/repository.ts';
import { freshDatabase, type Database } from '../support/service/database.ts';
import { cloneOf } from './support/clone.ts';
import { pipelines, providerOf, providers, readJobs, type Files } from './support/pipelines.ts';
import { runPipeline, writeStandIns, type PipelineRun, type Setting } from './support/run.ts';
import { executed } from './support/stacks.ts';

// Its whole path: a stand-in of the same name comes first on the PATH of what is run.
const found = spawnSync('sh', ['-c', 'command -v "$0"', process.env['GITLEAKS'] ?? 'gitleaks'], { encoding: 'utf8' });
const gitleaks = found.status === 0 ? found.stdout.trim() : undefined;
// What runs one pipeline has run for the next, on the same files, unless every line is to be run for each.
const every = Boolean(process.env['EVERYTHING']);
const asked = executed.filter(({ name }) => name === (process.env['STACK'] ?? name));
const chromium = process.env['CHROMIUM'];

const filesOf =
  (repo: string): Files =>
  (path) =>
    readFileSync(join(repo, path), 'utf8');

/** Whether a job brings a server beside it: the one of the tests takes its place. */
const needsServer = (repo: string): boolean =>
  providers
    .flatMap((provider) => readJobs(provider, filesOf(repo)))
    .some(({ env, steps }) => [env, ...steps.map((step) => step.env)].some((each) => 'DATABASE_URL' in each));

// Images are built and released by the tests of what is deployed.
const withoutTools = [
  ...['images', 'release'],
  ...(gitleaks === undefined ? ['secrets'] : []),
  ...(chromium === undefined ? ['browser'] : []),
];

describe.each(asked)('$name', ({ name, flags, thorough }) => {
  let repo = '';
  let database: Database | undefined;
  let standIns = '';
  let browser: Readonly<Record<string, string>> = {};
  const passed = new Set<string>();
  const git = (...args: readonly string[]): Promise<unknown> =>
    execa('git', args, { cwd: repo, env: environment(), extendEnv: false });
  const pipeline = (kind: string, more: Partial<Setting> = {}): Promise<PipelineRun> =>
    runPipeline(readJobs(providerOf(kind), filesOf(repo)), {
      ...{
        repo,
        standIns,
        running: providerOf(kind).running,
        browser,
        runs: (job) => !withoutTools.includes(job),
      },
      ...(database && { databaseUrl: database.url }),
      ...more,
    });

  beforeAll(async () => {
    const place = emptyPlace();
    repo = await cloneOf(place, name, [...flags, '--deploy', 'none']);
    standIns = writeStandIns(join(place, 'stand-ins'), { gitleaks });
    if (chromium !== undefined) browser = { ...(await freePorts()), PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH: chromium };
    if (needsServer(repo)) database = await freshDatabase();
  });
  afterAll(() => database?.drop());

  test.each(pipelines)('%s: every line runs and is green', async (kind) => {
    const { results, log, lines } = await pipeline(kind, every ? {} : { passed });
    expect(results, log).toMatchObject({ backend: 'success', contract: 'success', passed: 'success' });
    expect(Object.values(results), log).not.toContain('failure');
    expect(lines.length).toBeGreaterThan(5);
  });

  test('no line has changed a file', async () => {
    const { stdout } = await execa('git', ['status', '--porcelain'], {
      cwd: repo,
      env: environment(),
      extendEnv: false,
    });
    expect(stdout).toBe('');
  });

  test('the commands that AGENTS.md and CONTRIBUTING.md name are there and pass', async () => {
    const told = ['AGENTS.md', 'CONTRIBUTING.md'].flatMap((path) => commandsIn(readFileSync(join(repo, path), 'utf8')));
    expect(new Set(told).size).toBeGreaterThan(7);
    for (const command of new Set(told)) {
      // The pipeline has run it just now.
      if (/^npm (test$|run (lint|typecheck|build|test:\w+)$)/.test(command) && !every) {
        const scripts = (JSON.parse(readFileSync(join(repo, 'package.json'), 'utf8')) as { scripts: object }).scripts;
        expect(Object.keys(scripts)).toContain(command.split(' ').at(-1));
        continue;
      }
      const env = environment(database && { DATABASE_URL: database.url });
      const { exitCode, all } = await execa('bash', ['-c', command], {
        cwd: repo,
        env,
        extendEnv: false,
        all: true,
        reject: false,
      });
      expect(exitCode, `${command}\n${all}`).toBe(0);
    }
  });

  if (!thorough) return;

  let turn = 0;
  /** What a pull request with a change comes to in a pipeline, or in each, for the jobs that are named and the gate: their lines are the same. */
  async function resultsAfter(
    file: string,
    change: (text: string) => string,
    jobs: readonly string[],
  ): Promise<readonly PipelineRun['results'][]> {
    writeFileSync(join(repo, file), change(readFileSync(join(repo, file), 'utf8')));
    await git('commit', '--quiet', '--all', '--message', 'A change');
    try {
      const wanted = new Set([...jobs, 'changes', 'passed']);
      const outcomes: PipelineRun[] = [];
      const kinds = every ? pipelines : pipelines.slice(turn, turn + 1);
      turn = (turn + 1) % pipelines.length;
      for (const kind of kinds)
        outcomes.push(await pipeline(kind, { touched: [file], runs: (job) => wanted.has(job) }));
      return outcomes.map(({ results }) => results);
    } finally {
      await git('reset', '--quiet', '--hard', 'HEAD^1');
    }
  }

  const red: readonly (readonly [string, string, (text: string) => string, string])[] = [
    [
      'a test of the service that fails',
      'backend/tests/test_ops.py',
      (text) => `${text}\n\ndef test_broken() -> None:\n    assert [] == [1]\n`,
      'backend',
    ],
    ['a rule of its linter', 'backend/app/main.py', (text) => `import os\n${text}`, 'backend'],
    [
      'a type of the page',
      'frontend/src/lib/sleep.ts',
      (text) => `${text}\nexport const broken: number = 'text';\n`,
      'frontend',
    ],
    ['the contract', 'backend/openapi.json', (text) => text.replaceAll('display_name', 'shown_name'), 'contract'],
    [
      'a lock file',
      'backend/requirements-dev.txt',
      (text) => text.replaceAll(/sha256:[0-9a-f]{8}/g, 'sha256:00000000'),
      'backend',
    ],
  ];

  test.each(red)('%s makes its job red, and the gate with it', async (_what, file, change, job) => {
    // What is installed stands on the right locks; a runner starts with nothing.
    if (/lock|requirements/.test(file)) await git('clean', '--quiet', '--force', '-dx', 'backend/.venv');
    for (const results of await resultsAfter(file, change, [job])) {
      expect(results[job]).toBe('failure');
      if (results['passed'] !== undefined) expect(results['passed']).not.toBe('success');
    }
  });

  test('a secret makes the scan red', async (context) => {
    if (gitleaks === undefined) leaveOut(context, 'there is no gitleaks');
    const key = 'SECRET_KEY = "kX83hf02lqPz77Bvn1mQw9Ye4Rt6Uo5I"';
    for (const results of await resultsAfter('backend/app/main.py', (text) => `${text}\n${key}\n`, ['secrets']))
      expect(results).toMatchObject({ secrets: 'failure' });
  });

  test('a change of the page alone leaves the service out, and prose leaves both out', async () => {
    const none = (jobs: readonly string[]): Partial<Setting> => ({ runs: (job) => jobs.includes(job) });
    for (const [file, expected] of [
      ['frontend/README-of-it.md', { backend: 'skipped' }],
      ['docs/note.md', { backend: 'skipped', frontend: 'skipped' }],
    ] as const) {
      writeFileSync(join(repo, file), 'x\n');
      await git('add', '--all');
      await git('commit', '--quiet', '--message', 'A file');
      for (const kind of pipelines) {
        const { results } = await pipeline(kind, {
          touched: [file],
          ...none(['changes', ...Object.keys(expected), 'passed']),
        });
        expect(results, kind).toMatchObject({ ...expected, passed: 'success' });
      }
      await git('reset', '--quiet', '--hard', 'HEAD^1');
    }
  });
});

describe('manifests', () => {
  const kubeconform = process.env['KUBECONFORM'] ?? 'kubeconform';
  const schemas = process.env['KUBECONFORM_SCHEMAS'];
  let repo = '';
  let standIns = '';
  const results = async (): Promise<readonly PipelineRun[]> => {
    const outcomes: PipelineRun[] = [];
    for (const provider of providers) {
      const { running } = provider;
      const setting = { repo, standIns, running, runs: (job: string) => job === 'manifests' };
      outcomes.push(await runPipeline(readJobs(provider, filesOf(repo)), setting));
    }
    return outcomes;
  };

  beforeAll(async () => {
    const place = emptyPlace();
    repo = await cloneOf(place, 'manifests', ['--database', 'postgres', '--deploy', 'docker,kubernetes']);
    const command = schemas && `${kubeconform} -schema-location '${schemas}'`;
    standIns = writeStandIns(join(place, 'stand-ins'), { kubeconform: command });
  });

  const DEPLOYMENT = 'deploy/kubernetes/base/backend/deployment.yaml';
  test.for([
    ['as they are written', 'success', DEPLOYMENT, (text: string) => text],
    [
      'with a field that there is not',
      'failure',
      DEPLOYMENT,
      (text: string) => text.replace('revisionHistoryLimit:', 'historyLimit:'),
    ],
    [
      'with a type that it can not have',
      'failure',
      DEPLOYMENT,
      (text: string) => text.replace('revisionHistoryLimit: 5', 'revisionHistoryLimit: five'),
    ],
    [
      'with an overlay that names no file',
      'failure',
      'deploy/kubernetes/overlays/production/kustomization.yaml',
      (text: string) => text.replace('- ../../base', '- ../../bass'),
    ],
  ] as const)('%s: %s in every pipeline', async ([, expected, file, change], context) => {
    const programs = [
      ['kubectl', 'version', '--client'],
      [kubeconform, '-v'],
    ] as const;
    const missing = programs.find(([name, ...args]) => spawnSync(name, args).status !== 0);
    if (missing !== undefined) leaveOut(context, `there is no ${missing[0]}`);
    if (schemas === undefined) leaveOut(context, 'KUBECONFORM_SCHEMAS names no schemas');
    const good = readFileSync(join(repo, file), 'utf8');
    const changed = change(good);
    writeFileSync(join(repo, file), changed);
    const outcomes = await results();
    writeFileSync(join(repo, file), good);
    for (const outcome of outcomes) expect(outcome.results, outcome.log).toEqual({ manifests: expected });
  });
});

/** The lines of blocks of shell, without what follows a `#`. */
const commandsIn = (markdown: string): readonly string[] =>
  [...markdown.matchAll(/^ *```sh\n(.*?)^ *```/gms)].flatMap(([, block = '']) =>
    block
      .split('\n')
      .map((line) => line.replace(/#.*/, '').trim())
      .filter(Boolean),
  );
