import type { Finding, Repo, TreeCheck } from '../check.ts';
import { nameOf } from '../text.ts';
import { documentsOf, isYaml, listOf, objectOf, textOf, type DataObject } from '../yaml-source.ts';

const isPipeline = (path: string): boolean =>
  isYaml(path) && (nameOf(path) === '.gitlab-ci.yml' || /(^|\/)\.?gitlab(-ci)?\//.test(path));

export const gitlab: TreeCheck = {
  name: 'gitlab',
  description: 'GitLab’s jobs have a script and a stage that is declared; the jobs and files that they name are there',
  scope: 'tree',
  reads: isPipeline,
  run: (repo) => {
    const all = repo.files.map((file) => ({ file, pipeline: objectOf(documentsOf(file)[0]) }));
    const whole = Object.assign({}, ...all.map(({ pipeline }) => pipeline)) as DataObject;
    return all.flatMap(({ file, pipeline }) =>
      [
        ...includes(pipeline, repo),
        ...jobsOf(pipeline).flatMap(([name, job]) => ofJob(job, whole).map((problem) => `${name} ${problem}`)),
      ].map((message): Finding => ({ path: file.path, message })),
    );
  },
};

const KEYWORDS = new Set(
  'stages variables include default workflow image services before_script after_script cache spec pages:deploy'.split(
    ' ',
  ),
);
const STAGES = ['.pre', 'build', 'test', 'deploy', '.post'];

const jobsOf = (pipeline: DataObject): readonly (readonly [string, DataObject])[] =>
  Object.entries(pipeline)
    .filter(([name]) => !KEYWORDS.has(name))
    .map(([name, job]) => [name, objectOf(job)] as const);

function ofJob(job: DataObject, whole: DataObject): readonly string[] {
  const stages = whole['stages'] === undefined ? STAGES : ['.pre', ...listOf(whole['stages']).map(textOf), '.post'];
  const stage = textOf(job['stage']);
  const bases = [job['extends'] ?? []].flat().map((each) => textOf(each));
  const needs = listOf(job['needs']).map((each) => textOf(each) || textOf(objectOf(each)['job']));
  return [
    ...(stage === '' || stages.includes(stage) ? [] : [`is of the stage ${stage}, which is not declared`]),
    ...[...bases, ...needs.filter(Boolean)]
      .filter((name) => whole[name] === undefined)
      .map((name) => `names ${name}, which is no job`),
    ...(doesSomething(job, whole, 0) ? [] : ['has no script']),
  ];
}

/** A hidden job is a piece of others; a script may come from what a job extends. */
function doesSomething(job: DataObject, whole: DataObject, depth: number): boolean {
  if (['script', 'trigger', 'run'].some((key) => job[key] !== undefined) || depth > 10) return true;
  if (isPiece(job, whole)) return true;
  return [job['extends'] ?? []].flat().some((name) => doesSomething(objectOf(whole[textOf(name)]), whole, depth + 1));
}

const isPiece = (job: DataObject, whole: DataObject): boolean =>
  Object.entries(whole).some(([name, each]) => name.startsWith('.') && each === job);

const includes = (pipeline: DataObject, { has }: Repo): readonly string[] =>
  [pipeline['include'] ?? []]
    .flat()
    .map((each) => textOf(objectOf(each)['local']) || (typeof each === 'string' && !each.includes(':') ? each : ''))
    .filter((path) => path !== '' && !path.includes('*') && !has(path.replace(/^\//, '')))
    .map((path) => `includes ${path}, which is not there`);
