/** What a marker may ask for; a value for each variable that our locks use. */
export interface Environment {
  readonly python_full_version: string;
  readonly sys_platform: string;
  readonly implementation_name: string;
  readonly platform_python_implementation: string;
}

const product = <A, B, C>(as: readonly A[], bs: readonly B[], make: (a: A, b: B) => C): readonly C[] =>
  as.flatMap((a) => bs.map((b) => make(a, b)));

const PYTHONS = ['3.11.0', '3.11.7', '3.12.1', '3.13.0', '3.14.2', '3.15.0'];
const SYSTEMS = ['linux', 'darwin', 'win32', 'emscripten', 'freebsd14'];

/** Every supported Python and system, some that are not, and PyPy. */
export const ENVIRONMENTS: readonly Environment[] = product(
  PYTHONS,
  SYSTEMS,
  (python, system) => [python, system] as const,
).flatMap(([python_full_version, sys_platform]) => [
  { python_full_version, sys_platform, implementation_name: 'cpython', platform_python_implementation: 'CPython' },
  { python_full_version, sys_platform, implementation_name: 'pypy', platform_python_implementation: 'PyPy' },
]);

/** Whether a marker holds, told without the code under test. */
export function holds(marker: string, environment: Environment): boolean {
  const told = marker.replace(
    /([a-z_]+) (==|!=|<=|>=|<|>) (?:'([^']*)'|"([^"]*)")/g,
    (_, variable: string, operator: string, a?: string, b?: string) =>
      String(compares(variable, operator, a ?? b ?? '', environment)),
  );
  return evaluate(told);
}

function compares(variable: string, operator: string, wanted: string, environment: Environment): boolean {
  if (variable === 'python_version' || variable === 'python_full_version')
    return compareVersions(environment.python_full_version, operator, wanted);
  const actual = environment[variable as keyof Environment];
  return operator === '==' ? actual === wanted : actual !== wanted;
}

function compareVersions(actual: string, operator: string, wanted: string): boolean {
  const length = wanted.endsWith('.*') || operator === '==' ? wanted.replace('.*', '').split('.').length : 3;
  const number = (text: string): number =>
    [0, 1, 2].reduce(
      (sum, at) => sum * 1000 + (at < length ? Number(text.replace('.*', '').split('.')[at] ?? 0) : 0),
      0,
    );
  const difference = number(actual) - number(wanted);
  return (
    {
      '==': difference === 0,
      '!=': difference !== 0,
      '<': difference < 0,
      '>=': difference >= 0,
      '>': difference > 0,
      '<=': difference <= 0,
    }[operator] ?? false
  );
}

/** `true and (false or true)`, by rewriting the innermost part until a word is left. */
function evaluate(text: string): boolean {
  const next = text
    .replace(/\((true|false)\)/g, '$1')
    .replace(/(true|false) and (true|false)/, (_, a: string, b: string) => String(a === 'true' && b === 'true'));
  if (next !== text) return evaluate(next);
  const inner = text.replace(
    /(^|\()((?:true|false)(?: or (?:true|false))+)($|\))/,
    (_, open: string, words: string, close: string) => open + String(words.includes('true')) + close,
  );
  if (inner !== text) return evaluate(inner);
  if (text === 'true' || text === '') return true;
  if (text === 'false') return false;
  throw new Error(`can't tell whether this holds: ${text}`);
}
