import { isAmong, type Dialect, type Pipeline } from '../../pipeline.ts';
import type { Finding, Repo, TreeCheck } from '../check.ts';
import {
  calledBy,
  extended,
  includesOf,
  isReuse,
  itemsIn,
  rawSteps,
  readPipeline,
  type RawJob,
  type Source,
} from '../pipeline-source.ts';
import { documentsOf, isYaml, objectOf, textOf, type DataObject } from '../yaml-source.ts';

export const pipelines: TreeCheck = {
  name: 'pipelines',
  description:
    'a pipeline has the keys that its platform asks for; its jobs have steps, and the jobs, stages and files that they name are there; what others have made is pinned',
  scope: 'tree',
  reads: (path, { pipelines }) => isYaml(path) && pipelines.some(({ files }) => isAmong(files, path)),
  run: (repo) => repo.choices.pipelines.flatMap((pipeline) => ofPipeline(pipeline, repo)),
};

function ofPipeline({ entry, release, dialect }: Pipeline, repo: Repo): readonly Finding[] {
  if (dialect === undefined) return [];
  const entries = new Set([entry, release].filter((path) => path !== undefined && repo.file(path) !== undefined));
  return [...entries].flatMap((path = '') =>
    problemsOf(path, dialect, repo).map((message): Finding => ({ path, message })),
  );
}

function problemsOf(entry: string, dialect: Dialect, repo: Repo): readonly string[] {
  const documents = (path: string): DataObject => {
    const file = repo.file(path);
    return file === undefined ? {} : objectOf(documentsOf(file)[0]);
  };
  const source = readPipeline(entry, dialect, documents);
  const missing = (dialect.keys ?? []).filter((key) => source.whole[key] === undefined);
  const absent = includesOf(documents(entry), dialect).filter((path) => !repo.has(path));
  return [
    ...missing.map((key) => `has no ${key}`),
    ...absent.map((path) => `includes ${path}, which is not there`),
    ...(source.jobs.length === 0 ? ['has no jobs'] : []),
    ...source.jobs.flatMap((raw) => ofJob(raw, source, dialect, repo).map((problem) => `${raw.name} ${problem}`)),
  ];
}

function ofJob(raw: RawJob, source: Source, dialect: Dialect, repo: Repo): readonly string[] {
  const job = extended(raw.job, source.whole, dialect);
  const steps = rawSteps(job, dialect);
  return [
    ...unknownNames(raw.job, source, dialect),
    ...(isReuse(job, dialect) ? [] : (dialect.requires ?? []))
      .filter((key) => job[key] === undefined)
      .map((key) => `has no ${key}`),
    ...(steps.length === 0 ? ['has no steps'] : []),
    ...steps.map(objectOf).flatMap((step) => ofStep(step, source.entry, dialect, repo)),
  ];
}

/** Jobs, pieces and stages that a job names and the pipeline does not have. */
function unknownNames(job: DataObject, { whole, jobs }: Source, dialect: Dialect): readonly string[] {
  const named = (key: string | undefined): readonly string[] =>
    key === undefined ? [] : itemsIn(job[key]).map(textOf).filter(Boolean);
  const names = new Set(jobs.map(({ name }) => name));
  const stages = dialect.stages === undefined ? [] : itemsIn(whole[dialect.stages.list]).map(textOf);
  return [
    ...named(dialect.needs)
      .filter((name) => !names.has(name))
      .map((name) => `needs ${name}, which is no job`),
    ...named(dialect.extends)
      .filter((name) => whole[name] === undefined)
      .map((name) => `extends ${name}, which is not there`),
    ...named(dialect.stages?.stage)
      .filter((name) => !stages.includes(name))
      .map((name) => `is of the stage ${name}, which is not declared`),
  ];
}

/** A step that is no text: it runs something or uses something, which is the repository's own or pinned. */
function ofStep(step: DataObject, entry: string, dialect: Dialect, { has }: Repo): readonly string[] {
  if (Object.keys(step).length === 0) return [];
  const file = calledBy(step, entry, dialect);
  if (file !== undefined) return has(file) ? [] : [`uses ${file}, which is not there`];
  const [runs, uses] = [dialect.run, dialect.uses].map((keys) => keys.filter((key) => step[key] !== undefined));
  if ((runs?.length ?? 0) + (uses?.length ?? 0) !== 1) return ['has a step that runs nothing, or several things'];
  const [used] = (uses ?? []).map((key) => textOf(step[key]));
  const isPinned = used === undefined || dialect.pin === undefined || new RegExp(dialect.pin).test(used);
  return isPinned ? [] : [`uses ${used}, which is not pinned`];
}
