import { actionsOf, isChartFile, isChartTemplate, type Action } from '../chart-source.ts';
import type { Finding, Inspected, Repo, TreeCheck } from '../check.ts';
import { matchesOf, nameOf } from '../text.ts';
import { documentsOf, objectOf, textOf, type Data } from '../yaml-source.ts';

export const chart: TreeCheck = {
  name: 'chart',
  description:
    'a Helm chart has a name and a version; the blocks of its templates end, what they include is defined and what is defined is included, and the values that they name are there',
  scope: 'tree',
  reads: isChartFile,
  run: (repo) =>
    repo.files
      .filter(({ path }) => nameOf(path) === 'Chart.yaml')
      .flatMap((file) => [...described(file), ...ofTemplates(file.path.slice(0, -'Chart.yaml'.length), repo)]),
};

function described(file: Inspected): readonly Finding[] {
  const said = objectOf(documentsOf(file)[0]);
  return ['apiVersion', 'name', 'version']
    .filter((key) => textOf(said[key]) === '')
    .map((key) => ({ path: file.path, message: `has no ${key}` }));
}

function ofTemplates(root: string, repo: Repo): readonly Finding[] {
  const templates = repo.files.filter(({ path }) => path.startsWith(root) && isChartTemplate(path));
  const defined = namesIn(templates, /^define "([^"]+)"/);
  const included = namesIn(templates, /\b(?:include|template) "([^"]+)"/);
  const values = documentsOf(repo.file(`${root}values.yaml`) ?? NOTHING)[0];
  return [
    ...templates.flatMap(({ path, text }) =>
      unended(actionsOf(text)).map(({ line, message }) => ({ path, line, message })),
    ),
    ...included.filter(lacking(defined)).map(found((name) => `includes "${name}", which is defined nowhere`)),
    ...defined.filter(lacking(included)).map(found((name) => `defines "${name}", which nothing includes`)),
    ...templates.flatMap((file) => unknownValues(file, values)),
  ];
}

const NOTHING: Inspected = { path: '', text: '', hash: '', executable: false, secret: false };

interface Named {
  readonly name: string;
  readonly path: string;
  readonly line: number;
}

const namesIn = (templates: readonly Inspected[], pattern: RegExp): readonly Named[] =>
  templates.flatMap(({ path, text }) =>
    actionsOf(text).flatMap((action) =>
      matchesOf(action.text, new RegExp(pattern.source, 'g')).map(({ groups: [, name = ''] }) => ({
        ...{ name, path, line: action.line },
      })),
    ),
  );

const lacking =
  (all: readonly Named[]) =>
  ({ name }: Named): boolean =>
    !all.some((each) => each.name === name);

const found =
  (say: (name: string) => string) =>
  ({ name, path, line }: Named): Finding => ({ path, line, message: say(name) });

const BLOCK = /^(if|range|with|define|block)\b/;

function unended(actions: readonly Action[]): readonly Omit<Finding, 'path'>[] {
  const open: Action[] = [];
  for (const action of actions) {
    if (BLOCK.test(action.text)) open.push(action);
    if (action.text === 'end' && open.pop() === undefined) return [{ line: action.line, message: 'an end of nothing' }];
  }
  return open.map(({ text, line }) => ({ line, message: `"${text}" has no end` }));
}

/** `.Values.a.b` by the chart's own values; what a stack has no part of is asked for before it is used. */
function unknownValues({ path, text }: Inspected, values: Data): readonly Finding[] {
  const asked = new Set(
    actionsOf(text)
      .flatMap(({ text: action }) => matchesOf(action, /^(?:else )?if .*?\.Values\.([\w.]+)/g))
      .map(({ groups }) => groups[1]),
  );
  return actionsOf(text).flatMap(({ text: action, line }) =>
    matchesOf(action, /\.Values\.([\w.]+)/g)
      .map(({ groups: [, name = ''] }) => name)
      .filter((name) => !isIn(name.split('.'), values) && !asked.has(name.split('.')[0]))
      .map((name) => ({ path, line, message: `takes .Values.${name}, which values.yaml does not have` })),
  );
}

const isIn = ([first, ...more]: readonly string[], value: Data): boolean =>
  first === undefined || (first in objectOf(value) && isIn(more, objectOf(value)[first]));
