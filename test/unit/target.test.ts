import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../src/errors.ts';
import { findTarget } from '../../src/target.ts';
import { fileOf, type Tree } from '../../src/tree.ts';
import { writeTree } from '../../src/write.ts';
import { directoryIn, emptyPlace, snapshot } from '../support/place.ts';

const TREE: Tree = new Map([['README.md', fileOf('# Title\n')]]);
const never = new AbortController().signal;

/** A current directory with everything in it that may lead astray, beside a directory that is none of our business. */
function maze(): { readonly place: string; readonly cwd: string } {
  const place = emptyPlace();
  const cwd = directoryIn(place, 'cwd');
  directoryIn(place, 'outside/empty');
  directoryIn(cwd, 'inside');
  writeFileSync(join(directoryIn(cwd, 'full'), 'mine.txt'), 'mine');
  writeFileSync(join(cwd, 'file'), 'a file');
  symlinkSync('../outside', join(cwd, 'out'));
  symlinkSync('../outside/empty', join(cwd, 'out-empty'));
  symlinkSync('inside', join(cwd, 'in'));
  symlinkSync('nowhere', join(cwd, 'dangling'));
  symlinkSync('../outside/new', join(cwd, 'dangling-out'));
  symlinkSync('circle', join(cwd, 'circle'));
  return { place, cwd };
}

const SEGMENTS = [
  ...[
    '..',
    '.',
    '',
    'a',
    'my-app',
    'inside',
    'full',
    'file',
    'out',
    'out-empty',
    'in',
    'dangling',
    'dangling-out',
    'circle',
  ],
  ...[
    'con',
    'NUL',
    'aux.txt',
    '-x',
    '~',
    'node_modules',
    'test',
    'django',
    'a b',
    '🙂',
    'é',
    'x'.repeat(200),
    'x'.repeat(300),
    'empty',
  ],
  ...['\\', 'a\\..\\..', ' ', '...', '$HOME', 'full/..', '*'],
];

// `{place}` stands for the maze, whose path is another one after each writing.
const directories: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('', '', '', '{place}/', '{place}/cwd/', '{place}/cwd/../', './', '../'),
    fc.array(
      fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...SEGMENTS) }, fc.string({ minLength: 1, maxLength: 4 })),
      { maxLength: 5 },
    ),
    fc.constantFrom('', '/', '//'),
  )
  .map(([start, segments, end]) => start + segments.join('/') + end)
  .filter((directory) => !isAbsolute(directory) && !directory.includes('\0'));

const below = (path: string, parent: string): boolean => {
  const way = relative(parent, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
};

test('whatever is asked for, nothing outside changes, and what is refused leaves no trace', async () => {
  let { place, cwd } = maze();
  let written = 0;
  const property = fc.asyncProperty(directories, async (recipe) => {
    const directory = recipe.replace('{place}', place);
    const before = snapshot(place);
    try {
      const target = findTarget(directory, cwd);
      expect(below(target.directory, cwd)).toBe(true);
      await writeTree(TREE, target, never);
    } catch (error) {
      expect(error, `"${directory}"`).toBeInstanceOf(Refusal);
      expect([1, 2]).toContain((error as Refusal).exitCode);
      expect((error as Refusal).hint).not.toBe('');
      expect(snapshot(place)).toEqual(before);
      return;
    }
    written += 1;
    const after = snapshot(place);
    for (const [path, what] of Object.entries(before)) expect(after[path], path).toBe(what);
    for (const path of Object.keys(after).filter((each) => !(each in before)))
      expect(path.startsWith('cwd/'), `"${directory}" made ${path}`).toBe(true);
    ({ place, cwd } = maze());
  });
  await fc.assert(property, { numRuns: 300, seed: 20261123 });
  expect(written).toBeGreaterThan(20);
});

describe('refused', () => {
  test.each([
    ['..', 2, /outside/],
    ['../x', 2, /outside/],
    ['a/../../x', 2, /outside/],
    ['out/my-app', 2, /outside/],
    ['out/empty', 2, /outside/],
    ['in/../../x', 2, /outside/],
    ['out', 1, /symbolic link/],
    ['in', 1, /symbolic link/],
    ['out-empty', 1, /symbolic link/],
    ['dangling', 1, /symbolic link/],
    ['dangling/my-app', 1, /leads nowhere/],
    ['dangling-out/my-app', 1, /leads nowhere/],
    ['circle/my-app', 1, /circle/],
    ['file', 1, /not a directory/],
    ['file/my-app', 1, /not a directory/],
    ['file/a/my-app', 1, /not a directory/],
    ['full', 1, /not empty \(mine\.txt\)/],
    ['.', 1, /not empty/],
    ['x'.repeat(300), 1, /too long/],
  ])('%s', (directory, exitCode, message) => {
    const { place, cwd } = maze();
    const before = snapshot(place, { times: true });
    expect(() => findTarget(directory, cwd)).toThrow(message);
    expect(() => findTarget(directory, cwd)).toThrow(expect.objectContaining({ exitCode }));
    expect(snapshot(place, { times: true })).toEqual(before);
  });

  test('an absolute path outside, and one that only looks as if it were inside', () => {
    const { place, cwd } = maze();
    expect(() => findTarget(join(place, 'new'), cwd)).toThrow(/outside/);
    expect(() => findTarget(`${cwd}-evil`, cwd)).toThrow(/outside/);
  });
});

describe('taken', () => {
  test.each([
    ['my-app', 'my-app', false],
    ['a/b/my-app', 'a/b/my-app', false],
    ['my-app/', 'my-app', false],
    ['./my-app//', 'my-app', false],
    ['a/../b', 'b', false],
    ['inside', 'inside', true],
    ['in/my-app', 'in/my-app', false],
    ['..my-app', '..my-app', false],
  ])('%s', (directory, at, existing) => {
    const { cwd } = maze();
    expect(findTarget(directory, cwd)).toEqual({ directory: join(cwd, at), existing });
    expect(findTarget(join(cwd, directory), cwd)).toEqual({ directory: join(cwd, at), existing });
  });

  test('a current directory that holds only .git', () => {
    const place = emptyPlace();
    writeFileSync(join(directoryIn(place, '.git'), 'HEAD'), 'ref: refs/heads/main\n');
    expect(findTarget('.', place)).toEqual({ directory: place, existing: true });
  });
});

describe('inside this package', () => {
  test('a clone takes a new directory beside src/, not one inside it', () => {
    const clone = emptyPlace();
    mkdirSync(join(clone, 'src'));
    expect(findTarget('my-app', clone, `${clone}/`)).toEqual({ directory: join(clone, 'my-app'), existing: false });
    expect(() => findTarget('src/my-app', clone, `${clone}/`)).toThrow(/inside create-technokaizen-app itself/);
    expect(() => findTarget('my-app', join(clone, 'src'), `${clone}/`)).toThrow(/itself/);
    expect(() => findTarget('.', clone, `${clone}/`)).toThrow(/itself/);
  });

  test('an installed package takes none', () => {
    const project = emptyPlace();
    const own = directoryIn(project, 'node_modules/create-technokaizen-app');
    expect(() => findTarget('my-app', own, `${own}/`)).toThrow(/itself/);
    expect(findTarget('my-app', project, `${own}/`).existing).toBe(false);
  });
});
