import type { Dialect } from '../pipeline.ts';
import { directoryOf, resolvedFrom } from './text.ts';
import { objectOf, objectsIn, textOf, type Data, type DataObject } from './yaml-source.ts';

/** A step as its platform runs it. */
interface Step {
  /** The script, or the line of one. */
  readonly run?: string;
  /** What somebody else has made. */
  readonly uses?: string;
  readonly id?: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A job as every platform has it. */
export interface Job {
  readonly name: string;
  readonly needs: readonly string[];
  readonly minutes: number;
  readonly env: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
  /** What decides whether it runs, as it stands there. */
  readonly condition: string;
  /** Paths of which one has to be touched by a change. */
  readonly paths: readonly string[];
}

/** The content of a file; an empty object where there is none. */
export type Documents = (path: string) => DataObject;

/** One file or several that are read as one, and where its jobs are as they stand there. */
export interface Source {
  readonly entry: string;
  readonly whole: DataObject;
  readonly jobs: readonly RawJob[];
}

export interface RawJob {
  readonly name: string;
  readonly job: DataObject;
}

/** A value as a list: one that is none is its only item. */
export const itemsIn = (value: Data): readonly Data[] => [value ?? []].flat();

const scalar = (value: Data): string => textOf(value) || (value === undefined ? '' : JSON.stringify(value));
const valueAt = (value: Data, path: readonly string[]): Data =>
  path.reduce<Data>((inner, key) => objectOf(inner)[key], value);

export function readPipeline(entry: string, dialect: Dialect, documents: Documents): Source {
  const main = documents(entry);
  const whole = Object.assign({}, ...includesOf(main, dialect).map(documents), main) as DataObject;
  return { entry, whole, jobs: rawJobs(valueAt(whole, dialect.jobs ?? []), dialect) };
}

/** The files that a file takes in. */
export const includesOf = (main: DataObject, { include }: Dialect): readonly string[] =>
  include === undefined
    ? []
    : itemsIn(main[include.list])
        .map((each) => textOf(objectOf(each)[include.path]).replace(/^\//, ''))
        .filter(Boolean);

function rawJobs(value: Data, { name = 'name', item, reserved = [], piece }: Dialect): readonly RawJob[] {
  if (!Array.isArray(value))
    return Object.entries(objectOf(value))
      .filter(([key]) => !reserved.includes(key) && !(piece !== undefined && key.startsWith(piece)))
      .map(([key, job]) => ({ name: key, job: objectOf(job) }));
  const jobs = item === undefined ? value.map(objectOf) : objectsIn(value).flatMap((each) => each[item] ?? []);
  return jobs.map(objectOf).map((job) => ({ name: textOf(job[name]), job }));
}

/** The jobs of a pipeline; the steps of the repository's own files stand where they are used. */
export function jobsOf(entry: string, dialect: Dialect, documents: Documents): readonly Job[] {
  const source = readPipeline(entry, dialect, documents);
  return source.jobs.map((raw): Job => {
    const job = extended(raw.job, source.whole, dialect);
    const steps = rawSteps(job, dialect);
    return {
      ...{ name: raw.name, needs: needsOf(raw, source, dialect), minutes: minutesOf(job, source, dialect) },
      ...{ env: textsOf(job, dialect.env), ...conditionOf(job, dialect) },
      steps: isReuse(job, dialect)
        ? [stepOf(job, dialect)]
        : steps.flatMap((step) => stepsOf(step, entry, dialect, documents)),
    };
  });
}

/** A job with what it is made of. */
export function extended(job: DataObject, whole: DataObject, dialect: Dialect): DataObject {
  const base = dialect.extends === undefined ? '' : textOf(job[dialect.extends]);
  if (base === '' || whole[base] === undefined) return job;
  const { [base]: piece, ...others } = whole;
  const under = extended(objectOf(piece), others, dialect);
  const merged = { ...under, ...job };
  const { env } = dialect;
  return env === undefined ? merged : { ...merged, [env]: { ...objectOf(under[env]), ...objectOf(job[env]) } };
}

/** The names of the jobs before a job, as far as it says so. */
function needsOf({ name, job }: RawJob, { whole, jobs }: Source, dialect: Dialect): readonly string[] {
  const { needs, stages, inOrder } = dialect;
  const names = jobs.map((each) => each.name);
  if (inOrder) return names.slice(0, names.indexOf(name));
  if (stages === undefined) return needs === undefined ? [] : itemsIn(job[needs]).map(textOf);
  const order = itemsIn(whole[stages.list]).map(textOf);
  const stageOf = (each: DataObject): number => order.indexOf(textOf(each[stages.stage]));
  return jobs.filter((other) => stageOf(other.job) < stageOf(job)).map((other) => other.name);
}

const minutesOf = (job: DataObject, { whole }: Source, { minutes, defaults }: Dialect): number =>
  Number.parseInt(textOf(job[minutes] ?? objectOf(defaults === undefined ? undefined : whole[defaults])[minutes]), 10);

function conditionOf(job: DataObject, { condition, rules }: Dialect): Pick<Job, 'condition' | 'paths'> {
  const all = rules === undefined ? [] : itemsIn(job[rules.list]).map(objectOf);
  const texts = all.map((rule) => textOf(rule[rules?.when ?? ''])).filter(Boolean);
  return {
    condition: condition === undefined ? texts.join(' || ') : textOf(job[condition]),
    paths: all.flatMap((rule) => itemsIn(rule[rules?.paths ?? '']).map(textOf)),
  };
}

const textsOf = (value: DataObject, key: string | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(objectOf(key === undefined ? undefined : value[key])).map(([name, each]) => [name, scalar(each)]),
  );

/** Whether a job is another pipeline as a whole. */
export const isReuse = (job: DataObject, { reuse }: Dialect): boolean =>
  reuse !== undefined && job[reuse] !== undefined;

/** The steps of a job as they stand there; one that is another pipeline is its own step. */
export const rawSteps = (job: DataObject, dialect: Dialect): readonly Data[] =>
  isReuse(job, dialect) ? [job] : dialect.steps.flatMap((key) => itemsIn(job[key]));

function stepsOf(value: Data, from: string, dialect: Dialect, documents: Documents): readonly Step[] {
  if (typeof value === 'string') return [{ run: value, env: {} }];
  const step = objectOf(value);
  const file = calledBy(step, from, dialect);
  if (file !== undefined)
    return itemsIn(valueAt(documents(file), dialect.call?.steps ?? [])).flatMap((each) =>
      stepsOf(each, file, dialect, documents),
    );
  // What only tells more of a failure.
  const { condition, onFailure } = dialect;
  return onFailure !== undefined && textOf(step[condition ?? '']) === onFailure ? [] : [stepOf(step, dialect)];
}

function stepOf(step: DataObject, dialect: Dialect): Step {
  const first = (keys: readonly string[]): Data => keys.map((key) => step[key]).find((each) => each !== undefined);
  const [run, uses] = [first(dialect.run), first(dialect.uses)];
  const id = step[dialect.id ?? ''];
  return {
    ...(run !== undefined && { run: scalar(run) }),
    ...(uses !== undefined && { uses: scalar(uses) }),
    ...(id !== undefined && { id: scalar(id) }),
    env: textsOf(step, 'env'),
  };
}

/** The repository's own file that a step stands for; without the name of a file in it, it may be a directory or a whole pipeline. */
export function calledBy(step: DataObject, from: string, { call }: Dialect): string | undefined {
  const value = call === undefined ? '' : textOf(step[call.key]);
  if (call === undefined || value === '' || !value.startsWith(call.begins ?? '')) return undefined;
  // What begins in a way of its own begins at the repository's root.
  const path = resolvedFrom(call.begins === undefined ? directoryOf(from) : '', value) ?? value;
  return call.file === undefined || /\.ya?ml$/.test(path) ? path : `${path}/${call.file}`;
}
