import type { FileCheck } from '../check.ts';
import { pythonSources, withoutPython } from '../python-source.ts';

export const python: FileCheck = {
  name: 'python',
  description: 'Python files compile',
  scope: 'file',
  skipReason: withoutPython,
  reads: (path) => path.endsWith('.py'),
  run: (files) =>
    pythonSources(files).flatMap(({ error }, index) =>
      error === undefined ? [] : [{ path: files[index]?.path ?? '', ...error }],
    ),
};
