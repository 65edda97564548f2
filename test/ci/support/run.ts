// Runs the jobs of a pipeline on this machine, line by line and in order, as its platform would: what only the platform has (runners, actions,
// images) is left out or has a stand-in.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { environment } from '../../support/cli.ts';
import type { Running } from '../../../src/pipeline.ts';
import type { Job } from './pipelines.ts';

type Result = 'success' | 'failure' | 'skipped';

export interface PipelineRun {
  readonly results: Readonly<Record<string, Result>>;
  /** Every line that ran, with the job that it is of. */
  readonly lines: readonly string[];
  readonly log: string;
}

export interface Setting {
  readonly repo: string;
  /** Programs that stand in front of the machine's. */
  readonly standIns: string;
  /** What the platform would decide and fill in. */
  readonly running: Running;
  /** What a pull request brings; without it is a push to `main`. */
  readonly touched?: readonly string[];
  readonly databaseUrl?: string;
  /** The browser of the tests, and free ports for what it uses. */
  readonly browser?: Readonly<Record<string, string>>;
  /** Whether a job is run at all. */
  readonly runs: (job: string) => boolean;
  /** Lines that have passed on the same files with the same variables: the same again would say the same. */
  readonly passed?: Set<string>;
}

/** Runs all jobs that their conditions let run, each after those that it needs. */
export async function runPipeline(jobs: readonly Job[], setting: Setting): Promise<PipelineRun> {
  const state: State = { results: {}, outputs: {}, lines: [], log: '' };
  for (const job of inOrder(jobs)) {
    if (!setting.runs(job.name)) continue;
    state.results[job.name] = isWanted(job, setting, state) ? await runJob(job, setting, state) : 'skipped';
  }
  return state;
}

interface State {
  results: Record<string, Result>;
  outputs: Record<string, string>;
  lines: string[];
  log: string;
}

function inOrder(jobs: readonly Job[]): readonly Job[] {
  const done: Job[] = [];
  const isReady = ({ needs }: Job): boolean =>
    needs.every((need) => done.some(({ name }) => name === need) || jobs.every(({ name }) => name !== need));
  while (done.length < jobs.length) {
    const ready = jobs.filter((job) => !done.includes(job) && isReady(job));
    if (ready.length === 0) throw new Error('jobs need each other in a circle');
    done.push(...ready);
  }
  return done;
}

/** Whether a job runs, by the conditions that its provider's manifest knows; another one is an error. */
function isWanted(
  { condition, paths, needs }: Job,
  { touched, running }: Setting,
  { results, outputs }: State,
): boolean {
  const states = needs.map((need) => results[need]).filter(Boolean);
  const isFine = states.every((each) => each === 'success');
  const [, part] = (running.part === undefined ? null : new RegExp(running.part).exec(condition)) ?? [];
  if (part !== undefined) return isFine && outputs[part] === 'true';
  if (paths.length > 0) return touched?.some((path) => paths.some((pattern) => isMatch(pattern, path))) ?? true;
  const known = condition === '' ? (running.otherwise ?? 'success') : running.conditions?.[condition];
  if (known === undefined) throw new Error(`a condition that no manifest knows: ${condition}`);
  return { success: isFine, always: true, 'unless failed': !states.includes('failure'), change: touched !== undefined }[
    known
  ];
}

const isMatch = (pattern: string, path: string): boolean =>
  pattern.endsWith('/**/*') ? path.startsWith(pattern.slice(0, -4)) : path === pattern;

async function runJob(job: Job, setting: Setting, state: State): Promise<Result> {
  for (const step of job.steps.filter(({ run }) => run !== undefined)) {
    const env = valuesOf({ ...job.env, ...step.env }, setting, state);
    const isSame = `${step.run ?? ''} ${JSON.stringify(env)}`;
    state.lines.push(`${job.name}: ${step.run ?? ''}`);
    if (setting.passed?.has(isSame) && step.id === undefined) continue;
    const { exitCode, all } = await runLine(step.run ?? '', env, setting, state);
    state.log += `\n== ${job.name}: ${step.run ?? ''}\n${all}`;
    if (exitCode !== 0) return 'failure';
    setting.passed?.add(isSame);
  }
  return 'success';
}

/** Variables as the platform fills them in, for the expressions that its manifest knows. */
function valuesOf(
  env: Job['env'],
  { databaseUrl, browser, touched, running }: Setting,
  { results }: State,
): Record<string, string> {
  const valueOf = (text: string): string => {
    const known = running.values?.[text];
    if (known === 'results') return Object.values(results).join(' ');
    return known?.[touched === undefined ? 'push' : 'change'] ?? text;
  };
  const filled = Object.entries(env).map(([name, value]) => {
    // The server of the tests takes the place of the one beside the job.
    if (name === 'DATABASE_URL') return [name, databaseUrl ?? ''] as const;
    return [name, valueOf(value)] as const;
  });
  // Caches belong to the platform.
  const own = Object.fromEntries(filled.filter(([name]) => !/cache/i.test(name) && name !== 'GIT_DEPTH'));
  return 'PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH' in own ? { ...own, ...browser } : own;
}

async function runLine(
  run: string,
  env: Record<string, string>,
  { repo, standIns, running }: Setting,
  state: State,
): Promise<{ exitCode: number | undefined; all: string }> {
  const { shell, expressions, outputs } = running;
  const unknown = [run, ...Object.values(env)].find(
    (text) => expressions !== undefined && new RegExp(expressions).test(text),
  );
  if (unknown !== undefined) throw new Error(`an expression that no manifest knows: ${unknown}`);
  const output = join(repo, '.git', 'output-of-a-step');
  writeFileSync(output, '');
  const { exitCode, all } = await execa('bash', [...shell, '-c', run.replaceAll('/osv-scanner ', 'osv-scanner ')], {
    cwd: repo,
    env: {
      ...environment(env),
      PATH: `${standIns}:${process.env['PATH'] ?? ''}`,
      CI: 'true',
      ...(outputs?.variable && { [outputs.variable]: output }),
    },
    ...{ extendEnv: false, all: true, reject: false, stdin: 'ignore', timeout: 600_000 },
  });
  const text = outputs?.variable === undefined ? all : readFileSync(output, 'utf8');
  const told = outputs === undefined ? [] : text.matchAll(new RegExp(outputs.line, 'gm'));
  for (const [, name = '', value = ''] of told) state.outputs[name] = value;
  return { exitCode, all };
}

export interface Programs {
  readonly gitleaks?: string | undefined;
  /** With its schemas here: it would fetch them one by one. */
  readonly kubeconform?: string | undefined;
}

/** Programs that a hosted runner or an image has and this machine must not or can't use. They say on `log` what they were asked. */
export function writeStandIns(directory: string, { gitleaks, kubeconform }: Programs): string {
  mkdirSync(directory, { recursive: true });
  const program = (name: string, body: string): void =>
    writeFileSync(join(directory, name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  for (const name of ['apt-get', 'apk']) program(name, ':');
  // No database of vulnerabilities is asked from here.
  program('osv-scanner', '[ "$1 $2 $3" = "scan source --recursive" ]');
  if (gitleaks !== undefined) program('gitleaks', `exec "${gitleaks}" "$@"`);
  program('kustomize', '[ "$1" = build ] && exec kubectl kustomize "$2"; exit 1');
  // Go would build the same versions first.
  const instead = (line: string, command: string | undefined): string =>
    `'${line}'*) ${command === undefined ? 'exit 1' : `shift 2; exec ${command} "$@"`} ;;`;
  program(
    'go',
    [
      'case "$1 $2" in',
      instead('run github.com/zricethezav/gitleaks/v8@v8.', gitleaks),
      instead('run github.com/google/osv-scanner/v2/cmd/osv-scanner@v2.', 'osv-scanner'),
      instead('run github.com/yannh/kubeconform/cmd/kubeconform@v0.', kubeconform),
      "'install sigs.k8s.io/kustomize/kustomize/v5@v5.'*) exit 0 ;;",
      'esac',
      'exit 1',
    ].join('\n'),
  );
  return directory;
}
