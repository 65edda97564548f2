import { mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BARE, packageRoot, run } from '../support/cli.ts';
import { directoryIn, emptyPlace, needsPosix, paths, snapshot } from '../support/place.ts';

/** A current directory beside one that is none of our business, and one that is full. */
function streets(): { readonly place: string; readonly cwd: string } {
  const place = emptyPlace();
  const cwd = directoryIn(place, 'cwd');
  directoryIn(place, 'outside');
  writeFileSync(join(directoryIn(cwd, 'full'), 'mine.txt'), 'mine');
  writeFileSync(join(cwd, 'file'), 'a file');
  symlinkSync('../outside', join(cwd, 'out'));
  symlinkSync('../nowhere', join(cwd, 'dangling'));
  return { place, cwd };
}

describe('refused with one line why and one what to do, and without a trace', () => {
  test.each([
    ['..', 2],
    ['../x', 2],
    ['a/../../x', 2],
    ['out', 1],
    ['out/my-app', 2],
    ['dangling', 1],
    ['dangling/my-app', 1],
    ['full', 1],
    ['file', 1],
    ['file/my-app', 1],
    ['.', 1],
    ['', 2],
    [' ', 2],
    ['con', 2],
    ['NUL', 2],
    ['com1', 2],
    ['test', 2],
    ['django', 2],
    ['fastapi', 2],
    ['node_modules', 2],
    ['localhost', 2],
    ['My App', 2],
    ['my_app', 2],
    ['1st', 2],
    ['🙂', 2],
    ['a\tb', 2],
    ['./-x', 2],
    ['x'.repeat(200), 2],
    ['x'.repeat(300), 1],
  ])('%j', async (directory, code) => {
    const { place, cwd } = streets();
    const before = snapshot(place, { times: true });
    const ran = await run([directory, ...BARE], { cwd });
    expect(ran.code).toBe(code);
    expect(ran.stdout).toBe('');
    expect(ran.stderr.trimEnd().split('\n'), ran.stderr).toHaveLength(2);
    expect(snapshot(place, { times: true })).toEqual(before);
  });

  test('an absolute path outside, and one beside whose name begins alike', async () => {
    const { place, cwd } = streets();
    for (const directory of [join(place, 'new'), `${cwd}-too`]) {
      expect(await run([directory, ...BARE], { cwd })).toMatchObject({ code: 2, stdout: '' });
    }
    expect(paths(place, '')).not.toContain('new');
  });

  test('-x is an option that there is not, and no directory', async () => {
    const { place, cwd } = streets();
    const before = snapshot(place);
    expect(await run(['-x', ...BARE], { cwd })).toMatchObject({ code: 2, stdout: '' });
    expect(await run([...BARE, '--', '-x'], { cwd })).toMatchObject({ code: 2, stdout: '' });
    expect(snapshot(place)).toEqual(before);
  });

  test('the package itself', async () => {
    const cwd = packageRoot();
    const before = snapshot(cwd);
    const ran = await run(['my-app', ...BARE], { cwd });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('inside create-technokaizen-app itself');
    expect(snapshot(cwd)).toEqual(before);
  });

  test('a current directory that is gone', async (context) => {
    needsPosix(context, 'way to delete a directory that a program runs in');
    const place = emptyPlace();
    const gone = directoryIn(place, 'gone');
    const ran = await run(['my-app', ...BARE], {
      cwd: gone,
      through: ['sh', '-c', 'rmdir "$PWD"; exec "$@"', 'sh'],
    });
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toBe('The current directory no longer exists.\nChange to one that does.\n');
  });
});

describe('taken', () => {
  test.each([
    ['my-app', 'my-app'],
    ['my-app/', 'my-app'],
    ['a/b/my-app', 'a/b/my-app'],
    ['x/../my-app', 'my-app'],
    ['x'.repeat(40), 'x'.repeat(40)],
  ])('%s', async (directory, at) => {
    const cwd = emptyPlace();
    expect(await run([directory, ...BARE], { cwd })).toMatchObject({ code: 0, stderr: '' });
    expect(paths(cwd, at)).toContain(`${at}/.technokaizen.json`);
    expect(paths(cwd, '').filter((path) => !path.startsWith(at) && !at.startsWith(path))).toEqual([]);
  });

  test('an absolute path inside the current directory', async () => {
    const cwd = emptyPlace();
    expect((await run([join(cwd, 'my-app'), ...BARE], { cwd })).code).toBe(0);
    expect(paths(cwd, '')).toContain('my-app/package.json');
  });

  test('`.` in an empty directory, which stays the same one', async () => {
    const cwd = directoryIn(emptyPlace(), 'my-app');
    const { ino } = statSync(cwd);
    expect(await run(['.', ...BARE], { cwd })).toMatchObject({ code: 0, stderr: '' });
    expect(statSync(cwd).ino).toBe(ino);
    expect(paths(cwd, '')).toContain('package.json');
    expect(paths(cwd, '').filter((path) => path.includes('.create-technokaizen'))).toEqual([]);
  });

  test('a directory whose name is no project’s, with a name beside it', async () => {
    const cwd = emptyPlace();
    const ran = await run(['My Dir', '--name', 'my-app', ...BARE], { cwd });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toMatch(/cd ['"]My Dir['"]/);
    expect(paths(cwd, '')).toContain('My Dir/package.json');
  });
});

test('whatever directory is asked for, nothing outside the current one is touched', async () => {
  const segment = fc.oneof(
    fc.constantFrom('..', '.', '', 'a', 'my-app', 'out', 'full', 'file', 'dangling', 'aux', '~', 'é', '-'),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 }).filter((text) => !text.includes('\0')),
  );
  const directory = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => segments.join('/'));
  const property = fc.asyncProperty(
    directory.filter((path) => !path.startsWith('/')),
    async (path) => {
      const { place, cwd } = streets();
      const before = snapshot(place);
      const { code } = await run([...BARE, '--name', 'my-app', '--', path], { cwd });
      expect([0, 1, 2]).toContain(code);
      const after = snapshot(place);
      for (const [each, what] of Object.entries(before)) expect(after[each]).toBe(what);
      const added = Object.keys(after).filter((each) => !(each in before));
      expect(added.every((each) => code === 0 && each.startsWith('cwd/'))).toBe(true);
    },
  );
  await fc.assert(property, { numRuns: 15, seed: 11 });
});

test('two at once into one directory: one of them writes, whole', async () => {
  const cwd = emptyPlace();
  mkdirSync(join(cwd, 'my-app'));
  const both = await Promise.all([run(['my-app', ...BARE], { cwd }), run(['my-app', ...BARE], { cwd })]);
  const codes = both.map(({ code }) => code).sort();
  expect([
    [0, 1],
    [1, 1],
  ]).toContainEqual(codes);
  expect(paths(cwd, '').filter((path) => path.includes('.create-technokaizen'))).toEqual([]);
  expect(paths(cwd, '').length > 1).toBe(codes[0] === 0);
});
