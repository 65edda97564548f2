import type { Finding, Inspected, Repo, TreeCheck } from '../check.ts';
import { pythonSources, withoutPython, type PythonImport } from '../python-source.ts';
import { directoryOf, nameOf } from '../text.ts';

export const modules: TreeCheck = {
  name: 'modules',
  description: 'what a Python file imports of the repository is there',
  scope: 'tree',
  skipReason: withoutPython,
  reads: (path) => path.endsWith('.py'),
  run: (repo) => {
    const sources = pythonSources(repo.files);
    return repo.files.flatMap((file, index) =>
      (sources[index]?.imports ?? []).flatMap((found) => problemsWith(found, file, repo)),
    );
  },
};

function problemsWith(found: PythonImport, { path }: Inspected, repo: Repo): readonly Finding[] {
  const base = baseOf(found, path, repo);
  if (base === undefined) return [];
  const { module, names, line } = found;
  const target = [base, ...module.split('.').filter(Boolean)].filter(Boolean).join('/');
  if (!isModule(target, repo))
    return [{ path, line, message: `imports ${'.'.repeat(found.level)}${module}, which is not there` }];
  // `from app import routers`: a package's own names are its __init__'s to say, unless it says nothing at all.
  const says = repo.file(`${target}/__init__.py`)?.text;
  if (says?.trim() !== '') return [];
  return names
    .filter((name) => name !== '*' && !isModule(`${target}/${name}`, repo))
    .map((name) => ({ path, line, message: `imports ${name} of ${module || '.'}, which is not there` }));
}

/** The directory that an import starts from; `undefined` for one of something else than this repository. */
function baseOf({ level, module }: PythonImport, path: string, repo: Repo): string | undefined {
  const own = directoryOf(path);
  if (level > 0)
    return own
      .split('/')
      .slice(0, own.split('/').length - (level - 1))
      .join('/');
  const root = projectOf(own, repo);
  const [first = ''] = module.split('.');
  return root !== undefined && isModule(root === '' ? first : `${root}/${first}`, repo) ? root : undefined;
}

/** The directory with the pyproject.toml above a file, from which modules are named. */
function projectOf(directory: string, repo: Repo): string | undefined {
  if (repo.has(directory === '' ? 'pyproject.toml' : `${directory}/pyproject.toml`)) return directory;
  return directory === '' ? undefined : projectOf(directoryOf(directory), repo);
}

const isModule = (path: string, { has, paths }: Repo): boolean =>
  paths.includes(`${path}.py`) ||
  has(`${path}/__init__.py`) ||
  (has(path) && nameOf(path) !== '' && !paths.includes(path));
