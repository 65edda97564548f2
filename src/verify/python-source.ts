import type { Inspected } from './check.ts';
import { lazy, capture } from '../programs.ts';

/** An import in a Python file: `from ..core import config` has level 2, module `core`, names `config`. */
export interface PythonImport {
  readonly level: number;
  readonly module: string;
  readonly names: readonly string[];
  readonly line: number;
}

export interface PythonSource {
  readonly error?: { readonly message: string; readonly line: number };
  readonly imports: readonly PythonImport[];
}

// Compiled and not only parsed: `return` outside of a function is found by the compiler.
const PROGRAM = `
import ast, json, sys, warnings
warnings.simplefilter('ignore')

def look(text):
    try:
        tree = ast.parse(text)
        compile(tree, 'file', 'exec', dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        return {'error': {'message': getattr(error, 'msg', str(error)), 'line': getattr(error, 'lineno', 1) or 1}, 'imports': []}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [{'level': 0, 'module': each.name, 'names': [], 'line': node.lineno} for each in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [each.name for each in node.names]
            found.append({'level': node.level, 'module': node.module or '', 'names': names, 'line': node.lineno})
    return {'imports': found}

json.dump([look(text) for text in json.load(sys.stdin)], sys.stdout)
`;

const RECENT = 'import sys; sys.exit(sys.version_info < (3, 11))';

const python = lazy(() =>
  [process.env['PYTHON'], 'python3', 'python']
    .filter((program) => program !== undefined)
    .find((program) => capture(program, ['-c', RECENT])?.ok),
);

/** Why Python can't be read here; nothing where it can. */
export const withoutPython = (): string | undefined =>
  python() === undefined ? 'there is no Python 3.11 or newer (python3 on the PATH, or what PYTHON names)' : undefined;

const known = new Map<string, PythonSource>();

/** What is in Python files, by the order in which they come; one process for all of them that are new. */
export function pythonSources(files: readonly Inspected[]): readonly PythonSource[] {
  const fresh = files.filter(({ hash }) => !known.has(hash));
  const program = python();
  if (fresh.length > 0 && program !== undefined) {
    const answer = capture(program, ['-c', PROGRAM], JSON.stringify(fresh.map(({ text }) => text)));
    if (answer?.ok !== true) throw new Error(`${program} could not read Python files: ${answer?.stderr ?? ''}`);
    const sources = JSON.parse(answer.stdout) as readonly PythonSource[];
    fresh.forEach(({ hash }, index) => known.set(hash, sources[index] ?? NOTHING));
  }
  return files.map(({ hash }) => known.get(hash) ?? NOTHING);
}

const NOTHING: PythonSource = { imports: [] };
