// Two layers may own one file of a kind that merges, whatever its name is; a file of another kind has one owner.
import { describe, expect, test } from 'vitest';
import { mergeFor } from '../../src/render/merge.ts';

const merged = (path: string, base: string, overlay: string): string | undefined => mergeFor(path)?.(base, overlay);

describe('files merge by kind', () => {
  test.each(['bitbucket-pipelines.yml', '.github/workflows/ci.yml', 'compose.yaml', 'deploy/values.yaml'])(
    'YAML: %s',
    (path) => {
      expect(merged(path, 'a:\n  b: 1\n', 'a:\n  c: 2\n')).toBe('a:\n  b: 1\n  c: 2\n');
      expect(() => merged(path, 'a: 1\n', 'a: 2\n')).toThrow('disagree');
    },
  );

  test.each(['renovate.json', 'frontend/tsconfig.json', '.prettierrc.json'])('JSON: %s', (path) => {
    expect(JSON.parse(merged(path, '{ "a": { "b": 1 } }', '{ "a": { "c": [2] } }') ?? '')).toEqual({
      a: { b: 1, c: [2] },
    });
    expect(() => merged(path, '{ "a": 1 }', '{ "a": 2 }')).toThrow('disagree');
  });

  test.each(['backend/pyproject.toml', 'backend/ruff.toml'])('TOML: %s', (path) => {
    expect(merged(path, '[lint]\nselect = [\n    "A",\n]\n', '[lint]\nselect = ["B"]\n')).toBe(
      '[lint]\nselect = [\n    "A",\n    "B",\n]\n',
    );
    expect(() => merged(path, '[lint]\n', '[lint]\nselect = ["B"]\n')).toThrow('has no array lint.select');
  });

  test.each(['.gitignore', 'backend/.dockerignore', '.helmignore', '.gitattributes'])('lines: %s', (path) => {
    expect(merged(path, 'a\nb\n', 'b\nc\n')).toBe('a\nb\nc\n');
  });

  test.each(['README.md', 'deploy/kubernetes/README.md'])('sections: %s', (path) => {
    expect(merged(path, '# A\n', '## B\n')).toBe('# A\n\n## B\n');
    expect(() => merged(path, '# A\n', 'B\n')).toThrow('a heading of the second level');
  });

  test.each(['backend/app/main.py', '.env', 'Dockerfile', 'docs/adr/0001-backend.md', 'LICENSE'])(
    'one owner: %s',
    (path) => expect(mergeFor(path)).toBeUndefined(),
  );
});
