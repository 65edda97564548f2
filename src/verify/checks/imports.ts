import { perContent, type Finding, type Inspected, type Repo, type TreeCheck } from '../check.ts';
import { isScript, scriptSource, type ScriptImport } from '../script-source.ts';
import { directoryOf, nameOf, resolvedFrom } from '../text.ts';

export const imports: TreeCheck = {
  name: 'imports',
  description:
    'what a script imports is a file of the repository, a module of Node, or a package that its package.json names',
  scope: 'tree',
  reads: (path) => isScript(path) || nameOf(path) === 'package.json',
  run: (repo) =>
    repo.files
      .filter(({ path }) => isScript(path))
      .flatMap((file) => {
        const packages = packagesFor(file.path, repo);
        return scriptSource(file).imports.flatMap((found) => problemsWith(found, file, packages, repo));
      }),
};

function problemsWith(
  { from, line }: ScriptImport,
  { path }: Inspected,
  packages: ReadonlySet<string>,
  repo: Repo,
): readonly Finding[] {
  const word = from.split('?')[0] ?? from;
  if (word.startsWith('.')) {
    return isFile(resolvedFrom(directoryOf(path), word), repo)
      ? []
      : [{ path, line, message: `imports ${from}, which is not there` }];
  }
  if (/^(node:|virtual:|data:|#|\$)/.test(word) || packages.has(packageOf(word))) return [];
  return [{ path, line, message: `imports ${from}, which no package.json names` }];
}

// What is imported as `.js` may be written as `.ts`.
const ENDINGS = ['', '.ts', '.tsx', '.js', '.mjs', '.vue', '.svelte', '.json', '.d.ts', '/index.ts', '/index.js'];

const isFile = (path: string | undefined, { paths, has }: Repo): boolean =>
  path !== undefined &&
  [path, path.replace(/\.(m?)js(x?)$/, '.$1ts$2')].some((each) =>
    ENDINGS.some((ending) => has(each + ending) && (ending !== '' || paths.includes(each))),
  );

/** `@scope/name/part` → `@scope/name`. */
const packageOf = (word: string): string => word.split('/', word.startsWith('@') ? 2 : 1).join('/');

/** The packages that a file may import: of the package.json files above it, the packages' own names included. */
function packagesFor(path: string, repo: Repo): ReadonlySet<string> {
  const above = directoryOf(path).split('/').filter(Boolean);
  const directories = ['', ...above.map((_, index) => `${above.slice(0, index + 1).join('/')}/`)];
  return new Set(
    directories.flatMap((directory) => {
      const file = repo.file(`${directory}package.json`);
      return file === undefined ? [] : namedIn(file);
    }),
  );
}

type PackageJson = Readonly<Record<string, Readonly<Record<string, string>> | undefined>>;

const namedIn = perContent(({ text }): readonly string[] => {
  try {
    const json = JSON.parse(text) as PackageJson;
    return ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'].flatMap((key) =>
      Object.keys(json[key] ?? {}),
    );
  } catch {
    // The check of JSON says so.
    return [];
  }
});
