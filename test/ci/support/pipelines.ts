// The three kinds of pipelines, read into one form: jobs of steps.
import { parse } from 'yaml';

interface Step {
  /** The script, or the line of one. */
  readonly run?: string;
  /** An action or a task of somebody else. */
  readonly uses?: string;
  readonly id?: string;
  readonly env: Readonly<Record<string, string>>;
}

export interface Job {
  readonly name: string;
  readonly needs: readonly string[];
  readonly minutes: number;
  readonly env: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
  /** What decides whether it runs, as it stands there. */
  readonly condition: string;
  /** Paths of which one has to be touched by a merge request. */
  readonly paths: readonly string[];
}

export type Files = (path: string) => string;

type Value = Readonly<Record<string, unknown>>;
const object = (value: unknown): Value => (value ?? {}) as Value;
const list = (value: unknown): readonly unknown[] => (value === undefined ? [] : [value].flat());
const text = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
const strings = (value: unknown): readonly string[] => list(value).map(text);
const texts = (value: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(object(value)).map(([key, each]) => [key, text(each)]));
const optional = <K extends string>(key: K, value: unknown): Partial<Record<K, string>> =>
  value === undefined ? {} : ({ [key]: text(value) } as Partial<Record<K, string>>);

export const readYaml = (files: Files, path: string): Value => object(parse(files(path)));

/** How each platform starts bash; GitHub's where a workflow asks for bash by name. */
export const SHELLS: Readonly<Record<string, readonly string[]>> = {
  github: ['--noprofile', '--norc', '-eo', 'pipefail'],
  gitlab: ['-eo', 'pipefail'],
  'azure-pipelines': ['--noprofile', '--norc'],
};

export const readers: Readonly<Record<string, (files: Files) => readonly Job[]>> = {
  github: (files) => githubJobs(files, '.github/workflows/ci.yml'),
  gitlab: gitlabJobs,
  'azure-pipelines': (files) => azureJobs(files, 'azure-pipelines.yml'),
};

/** The jobs of a workflow; the steps of the repository's own actions stand where they are used. */
export function githubJobs(files: Files, workflow: string): readonly Job[] {
  return Object.entries(object(readYaml(files, workflow)['jobs'])).map(([name, raw]) => {
    const job = object(raw);
    return {
      ...{ name, needs: strings(job['needs']), minutes: Number(job['timeout-minutes']), env: texts(job['env']) },
      ...{ condition: text(job['if']), paths: [] },
      steps: list(job['steps']).flatMap((step) => githubSteps(files, object(step))),
    };
  });
}

function githubSteps(files: Files, step: Value): readonly Step[] {
  const uses = step['uses'] as string | undefined;
  if (uses?.startsWith('./')) {
    const action = readYaml(files, `${uses.slice(2)}/action.yml`);
    return list(object(action['runs'])['steps']).flatMap((each) => githubSteps(files, object(each)));
  }
  // What only tells more of a failure.
  if (step['if'] === 'failure()') return [];
  return [
    {
      ...optional('run', step['run']),
      ...optional('uses', uses),
      ...optional('id', step['id']),
      env: texts(step['env']),
    },
  ];
}

const GITLAB_KEYWORDS = ['include', 'workflow', 'stages', 'default', 'variables'];

function gitlabJobs(files: Files): readonly Job[] {
  const main = readYaml(files, '.gitlab-ci.yml');
  const included = list(main['include']).map((each) => readYaml(files, text(object(each)['local'])));
  const all: Value = Object.assign({}, ...included, main) as Value;
  const stages = strings(main['stages']);
  const jobs = Object.entries(all).filter(([name]) => !name.startsWith('.') && !GITLAB_KEYWORDS.includes(name));
  const stageOf = (name: string): number => stages.indexOf(text(object(all[name])['stage']));
  return jobs
    .map(([name, raw]) => ({ name, job: extended(object(raw), all) }))
    .map(({ name, job }) => ({
      ...{ name, minutes: Number.parseInt(text(job['timeout'] ?? object(main['default'])['timeout']), 10) },
      needs: jobs.map(([other]) => other).filter((other) => stageOf(other) < stageOf(name)),
      env: texts(job['variables']),
      steps: [...strings(job['before_script']), ...strings(job['script'])].map((run) => ({ run, env: {} })),
      condition: list(job['rules'])
        .map((rule) => text(object(rule)['if']))
        .filter(Boolean)
        .join(' || '),
      paths: list(job['rules']).flatMap((rule) => strings(object(rule)['changes'])),
    }));
}

function extended(job: Value, all: Value): Value {
  const base = job['extends'] === undefined ? {} : extended(object(all[text(job['extends'])]), all);
  return { ...base, ...job, variables: { ...object(base['variables']), ...object(job['variables']) } };
}

function azureJobs(files: Files, path: string): readonly Job[] {
  return list(readYaml(files, path)['jobs']).map((raw) => {
    const job = object(raw);
    return {
      ...{ name: text(job['job']), needs: strings(job['dependsOn']), minutes: Number(job['timeoutInMinutes']) },
      ...{ env: texts(job['variables']), condition: text(job['condition']), paths: [] },
      steps: list(job['steps']).flatMap((step) => azureSteps(files, object(step))),
    };
  });
}

function azureSteps(files: Files, step: Value): readonly Step[] {
  if (typeof step['template'] === 'string')
    return list(readYaml(files, step['template'])['steps']).flatMap((each) => azureSteps(files, object(each)));
  const uses = step['task'] ?? (step['checkout'] === undefined ? undefined : 'checkout');
  return [
    {
      ...optional('run', step['bash']),
      ...optional('uses', uses),
      ...optional('id', step['name']),
      env: texts(step['env']),
    },
  ];
}
