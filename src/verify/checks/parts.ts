import type { Finding, Repo, TreeCheck } from '../check.ts';
import { PARTS, partsIn, type ListedPart } from '../part-list.ts';

export const parts: TreeCheck = {
  name: 'parts',
  description:
    'each part in scripts/parts.json has its directory, its lock file, and the modules and files that its commands run',
  scope: 'tree',
  reads: (path) => path === PARTS,
  run: (repo) =>
    partsIn(repo).flatMap((part) => problemsOf(part, repo).map((message): Finding => ({ path: PARTS, message }))),
};

function problemsOf({ name, directory, install, verbs }: ListedPart, { has }: Repo): readonly string[] {
  if (!has(directory)) return [`${name} lies in ${directory}, which is not there`];
  const lock = install?.lock;
  const missing = Object.entries(verbs).flatMap(([verb, commands]) =>
    commands
      .flatMap(targetsOf)
      .filter(({ places }) => !places.some((place) => has(`${directory}/${place}`)))
      .map(({ said }) => `${verb} of ${name} runs ${said}, which is not there`),
  );
  return [
    ...(lock === undefined || has(`${directory}/${lock}`)
      ? []
      : [`${name} is installed from ${lock}, which is not there`]),
    ...missing,
  ];
}

interface Target {
  readonly said: string;
  readonly places: readonly string[];
}

/** `python manage.py …`, `node --import tsx src/cli.ts …`: files; `python -m app.cli`: a module of the part, or of a package. */
function targetsOf(command: string): readonly Target[] {
  const files = command
    .split(' ')
    .filter((word) => /^[\w-]+(\/[\w-]+)*\.(py|ts|mjs)$/.test(word))
    .map((said) => ({ said, places: [said] }));
  const [, module = ''] = /^python -m (app[\w.]*)/.exec(command) ?? [];
  const path = module.replaceAll('.', '/');
  return module === '' ? files : [...files, { said: module, places: [`${path}.py`, `${path}/__main__.py`] }];
}
