// What CONTRIBUTING and its neighbors claim about this repository: paths, commands, names in the code, and the line that an example ends with.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BARE, run } from '../support/cli.ts';
import { emptyPlace } from '../support/place.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const contributing = read('CONTRIBUTING.md');

describe.each(['CONTRIBUTING.md', 'AGENTS.md', 'SECURITY.md', '.changeset/README.md'])('%s', (document) => {
  const text = read(document);

  test('links only to files that exist', () => {
    const links = [...text.matchAll(/\]\((?!https:)([^)#]+)/g)].map(([, path = '']) =>
      join(ROOT, document, '..', path),
    );
    expect(links.filter((path) => !existsSync(path))).toEqual([]);
  });

  test('names only paths that exist', () => {
    const named = [...text.matchAll(/`((?:src|scripts|templates|test|docs|samples|\.github)\/[^`\s<*]*)`/g)];
    expect(named.map(([, path = '']) => path).filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  test('names only commands that package.json has', () => {
    const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> };
    const commands = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name);
    expect(commands.filter((name) => !(name in scripts))).toEqual([]);
  });
});

describe('the example of CONTRIBUTING', () => {
  const rows = [...contributing.matchAll(/^\| `([^`]+)` \| (`[A-Z]?\w+`(?:, `\w+`)*) \|/gm)].map(
    ([, path = '', code = '']) => ({ path, names: code.split(', ').map((name) => name.slice(1, -1)) }),
  );

  test('goes from the flag to the file in more than ten steps', () => {
    expect(rows.length).toBeGreaterThan(10);
    expect(rows[0]?.path).toBe('src/options.ts');
    expect(rows.at(-1)?.path).toBe('src/write.ts');
  });

  test.each(rows)('$path declares $names', ({ path, names }) => {
    const text = read(path);
    for (const name of names)
      expect(text).toMatch(new RegExp(path.endsWith('.ts') ? `\\b(function|const) ${name}\\b` : `\\b${name}:`));
  });

  test('ends with the line that its command writes', async () => {
    const [, words = ''] = /^ {4}npm start -- (my-app .*--deploy docker) --yes$/m.exec(contributing) ?? [];
    const [, line = ''] = /^ {4}(DATABASE_URL: .*)$/m.exec(contributing) ?? [];
    const cwd = emptyPlace();
    expect(await run([...words.split(' '), ...BARE], { cwd })).toMatchObject({ code: 0 });
    expect(line).not.toBe('');
    expect(readFileSync(join(cwd, 'my-app', 'compose.yaml'), 'utf8')).toContain(`    ${line}\n`);
  });
});
