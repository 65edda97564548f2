import type { Finding, Repo, TreeCheck } from '../check.ts';
import { directoryOf, nameOf, resolvedFrom } from '../text.ts';
import { documentsOf, isYaml, objectOf, objectsIn, textOf, type DataObject } from '../yaml-source.ts';

const isPipeline = (path: string): boolean =>
  isYaml(path) && (/^azure-pipelines[\w.-]*$/.test(nameOf(path)) || /(^|\/)\.?azure(-pipelines)?\//.test(path));

export const azure: TreeCheck = {
  name: 'azure',
  description: 'Azure’s pipelines have stages, jobs or steps, depend on what is there, and their templates exist',
  scope: 'tree',
  reads: isPipeline,
  run: (repo) =>
    repo.files.flatMap((file) => {
      const pipeline = objectOf(documentsOf(file)[0]);
      return [...parts(pipeline), ...dependencies(pipeline), ...templates(pipeline, directoryOf(file.path), repo)].map(
        (message): Finding => ({ path: file.path, message }),
      );
    }),
};

const parts = (pipeline: DataObject): readonly string[] =>
  ['stages', 'jobs', 'steps', 'extends', 'variables'].some((key) => pipeline[key] !== undefined)
    ? []
    : ['has neither stages, jobs nor steps'];

function dependencies(pipeline: DataObject): readonly string[] {
  const all = objectsIn(pipeline);
  const known = new Set(
    all.flatMap((each) => [textOf(each['job']), textOf(each['stage']), textOf(each['deployment'])]),
  );
  return all
    .flatMap((each) => [each['dependsOn'] ?? []].flat().map((name) => textOf(name as string)))
    .filter((name) => name !== '' && !name.includes('$') && !known.has(name))
    .map((name) => `depends on ${name}, which is not there`);
}

const templates = (pipeline: DataObject, directory: string, { has }: Repo): readonly string[] =>
  objectsIn(pipeline)
    .map((each) => textOf(each['template']))
    .filter((path) => path !== '' && !path.includes('@') && !has(resolvedFrom(directory, path) ?? '…'))
    .map((path) => `takes the template ${path}, which is not there`);
