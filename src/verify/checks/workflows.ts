import type { Finding, Inspected, Repo, TreeCheck } from '../check.ts';
import { documentsOf, isYaml, listOf, objectOf, textOf, type DataObject } from '../yaml-source.ts';

const isWorkflow = (path: string): boolean => path.startsWith('.github/workflows/') && isYaml(path);

export const workflows: TreeCheck = {
  name: 'workflows',
  description:
    'GitHub’s workflows say when they run and what they may; their jobs have a machine, a time limit and steps, need jobs that exist, and pin actions by commit',
  scope: 'tree',
  reads: isWorkflow,
  run: (repo) =>
    repo.files.flatMap((file) => problemsOf(file, repo).map((message): Finding => ({ path: file.path, message }))),
};

function problemsOf(file: Inspected, repo: Repo): readonly string[] {
  const workflow = objectOf(documentsOf(file)[0]);
  const jobs = objectOf(workflow['jobs']);
  return [
    // YAML 1.1 would read `on` as true; this parser does not.
    ...(workflow['on'] === undefined ? ['does not say when it runs (on)'] : []),
    ...(workflow['permissions'] === undefined ? ['does not say what it may (permissions)'] : []),
    ...(Object.keys(jobs).length === 0 ? ['has no jobs'] : []),
    ...Object.entries(jobs).flatMap(([name, job]) =>
      ofJob(objectOf(job), jobs, repo).map((problem) => `${name} ${problem}`),
    ),
  ];
}

function ofJob(job: DataObject, jobs: DataObject, repo: Repo): readonly string[] {
  const needs = [job['needs'] ?? []].flat().map((each) => textOf(each as string));
  const missing = needs.filter((name) => jobs[name] === undefined).map((name) => `needs ${name}, which is no job`);
  if (job['uses'] !== undefined) return [...missing, ...pin(textOf(job['uses']), repo)];
  const steps = listOf(job['steps']).map(objectOf);
  return [
    ...missing,
    ...(job['runs-on'] === undefined ? ['has no machine (runs-on)'] : []),
    ...(job['timeout-minutes'] === undefined ? ['has no time limit (timeout-minutes)'] : []),
    ...(steps.length === 0 ? ['has no steps'] : []),
    ...steps.flatMap((step) => ofStep(step, repo)),
  ];
}

function ofStep(step: DataObject, repo: Repo): readonly string[] {
  const does = ['run', 'uses'].filter((key) => step[key] !== undefined);
  if (does.length !== 1) return [`has a step with ${does.length === 0 ? 'neither' : 'both'} of run and uses`];
  return step['uses'] === undefined ? [] : pin(textOf(step['uses']), repo);
}

function pin(uses: string, { has }: Repo): readonly string[] {
  if (uses.startsWith('./')) return has(uses.slice(2)) ? [] : [`uses ${uses}, which is not there`];
  return /@[0-9a-f]{40}$|^docker:.*@sha256:/.test(uses) ? [] : [`uses ${uses}, which is pinned by no commit`];
}
