import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../src/errors.ts';
import { findTarget } from '../../src/target.ts';
import { fileOf, inPathOrder } from '../../src/tree.ts';
import { disk, writeTree, type Disk } from '../../src/write.ts';
import { directoryIn, emptyPlace, needsPosix, paths, snapshot } from '../support/place.ts';

const TREE = inPathOrder([
  ['.gitignore', fileOf('node_modules/\n')],
  ['README.md', fileOf('# Title\n')],
  ['backend/.env', fileOf('SECRET_KEY=x\n', true)],
  ['backend/app/main.py', fileOf('print()\n')],
  ['backend/app/routers/notes.py', fileOf('')],
  ['scripts/run.sh', fileOf('#!/bin/sh\n')],
]);

const never = new AbortController().signal;
const quiet = { modes: true } as const;

/** A disk that does `at` operations as they are, and fails the next one, before or after it is done. */
function failing(at: number, when: 'before' | 'after', error: Error): Disk & { readonly count: () => number } {
  let done = 0;
  const wrap =
    <A extends readonly unknown[]>(operation: (...args: A) => unknown) =>
    async (...args: A): Promise<void> => {
      const fails = done === at;
      done += 1;
      if (fails && when === 'before') throw error;
      await operation(...args);
      if (fails) throw error;
    };
  return {
    makeDirectory: wrap((path: string) => disk.makeDirectory(path)),
    writeFile: wrap((path: string, content: Buffer, mode: number) => disk.writeFile(path, content, mode)),
    rename: wrap((from: string, to: string) => disk.rename(from, to)),
    count: () => done,
  };
}

const full = Object.assign(new Error('no space'), { code: 'ENOSPC' });

/** Where the target is, and what is there before. */
const SITUATIONS: readonly (readonly [name: string, directory: string, prepare: (place: string) => void])[] = [
  ['a new directory', 'my-app', () => undefined],
  ['a new directory below new ones', 'a/b/my-app', () => undefined],
  [
    'a new directory below an old one',
    'old/b/my-app',
    (place) => writeFileSync(join(directoryIn(place, 'old'), 'x'), ''),
  ],
  ['an empty directory', 'my-app', (place) => mkdirSync(join(place, 'my-app'), 0o750)],
  ['a fresh clone', 'my-app', (place) => writeFileSync(join(directoryIn(place, 'my-app/.git'), 'HEAD'), 'ref')],
  ['the current directory', '.', () => undefined],
];

describe.each(SITUATIONS)('%s', (_name, directory, prepare) => {
  function prepared(): string {
    const place = emptyPlace();
    prepare(place);
    return place;
  }

  test('gets every file, and nothing else', async () => {
    const place = prepared();
    await writeTree(TREE, findTarget(directory, place), never);
    const at = join(place, directory);
    const written = paths(at, '').filter((path) => statSync(join(at, path)).isFile() && !path.startsWith('.git/'));
    expect([...written].sort()).toEqual([...TREE.keys()].sort());
    expect(paths(place, '').filter((path) => path.includes('.create-technokaizen-app-'))).toEqual([]);
  });

  test('gets a secret that only its owner may read, and a script that can be run', async (context) => {
    needsPosix(context, 'permission bits');
    const place = prepared();
    await writeTree(TREE, findTarget(directory, place), never);
    expect(statSync(join(place, directory, 'backend/.env')).mode & 0o777).toBe(0o600);
    expect(statSync(join(place, directory, 'scripts/run.sh')).mode & 0o100).toBe(0o100);
  });

  test.each(['before', 'after'] as const)('is as before when any operation fails %s it is done', async (when) => {
    const probe = prepared();
    const counting = failing(Number.POSITIVE_INFINITY, when, full);
    await writeTree(TREE, findTarget(directory, probe), never, counting);
    const operations = counting.count();
    expect(operations).toBeGreaterThan(TREE.size);
    for (let at = 0; at < operations; at += 1) {
      const place = prepared();
      const before = snapshot(place, quiet);
      const result = writeTree(TREE, findTarget(directory, place), never, failing(at, when, full));
      await expect(result).rejects.toThrow(/the disk is full\. Nothing was left behind/);
      expect(snapshot(place, quiet), `operation ${at} of ${operations}`).toEqual(before);
    }
  });

  test('is as before when the signal comes at any operation', async () => {
    for (let at = 0; at < TREE.size; at += 1) {
      const place = prepared();
      const before = snapshot(place, quiet);
      const abort = new AbortController();
      let written = 0;
      const on: Disk = {
        ...disk,
        writeFile: (...args) => {
          if (written === at) abort.abort();
          written += 1;
          return disk.writeFile(...args);
        },
      };
      await expect(writeTree(TREE, findTarget(directory, place), abort.signal, on)).rejects.toMatchObject({
        exitCode: 130,
      });
      expect(snapshot(place, quiet)).toEqual(before);
    }
  });
});

describe('what somebody else puts there meanwhile', () => {
  /** A disk on which another program does something before the first or last operation of a kind. */
  const meddling = (kind: keyof Disk, act: () => void): Disk => ({
    ...disk,
    [kind]: (...args: Parameters<Disk['writeFile']>) => {
      act();
      return (disk[kind] as (...all: unknown[]) => unknown)(...args);
    },
  });

  test('stays: a file in the new directory', async () => {
    const place = emptyPlace();
    const on = meddling('rename', () => writeFileSync(join(directoryIn(place, 'my-app'), 'theirs'), 'theirs'));
    await expect(writeTree(TREE, findTarget('my-app', place), never, on)).rejects.toThrow(Refusal);
    expect(paths(place, '')).toEqual(['my-app', 'my-app/theirs']);
  });

  test('stays: a file where the new directory goes', async () => {
    const place = emptyPlace();
    const on = meddling('rename', () => writeFileSync(join(place, 'my-app'), 'theirs'));
    await expect(writeTree(TREE, findTarget('my-app', place), never, on)).rejects.toThrow(Refusal);
    expect(paths(place, '')).toEqual(['my-app']);
  });

  test('stays: a file in a parent that we made', async () => {
    const place = emptyPlace();
    const on = meddling('rename', () => {
      writeFileSync(join(place, 'a', 'theirs'), '');
      throw full;
    });
    await expect(writeTree(TREE, findTarget('a/b/my-app', place), never, on)).rejects.toThrow(Refusal);
    expect(paths(place, '')).toEqual(['a', 'a/theirs']);
  });

  test('stays: a file of the same name in the empty directory', async () => {
    const place = emptyPlace();
    mkdirSync(join(place, 'my-app'));
    const on = meddling('writeFile', () => writeFileSync(join(place, 'my-app', 'README.md'), 'theirs'));
    await expect(writeTree(TREE, findTarget('my-app', place), never, on)).rejects.toThrow(Refusal);
    expect(paths(place, '')).toEqual(['my-app', 'my-app/README.md']);
  });

  test('is told when the parent disappears', async () => {
    const place = emptyPlace();
    mkdirSync(join(place, 'a'));
    const on = meddling('writeFile', () => rmSync(join(place, 'a'), { recursive: true }));
    await expect(writeTree(TREE, findTarget('a/my-app', place), never, on)).rejects.toThrow(Refusal);
    expect(paths(place, '')).toEqual([]);
  });
});

test('the current directory stays the same directory', async () => {
  const place = emptyPlace();
  const { ino } = statSync(place);
  await writeTree(TREE, findTarget('.', place), never);
  expect(statSync(place).ino).toBe(ino);
  expect(statSync(dirname(join(place, 'README.md'))).ino).toBe(ino);
});

test('an error that is no matter of the disk stays a bug of ours', async () => {
  const place = emptyPlace();
  const broken = failing(3, 'before', new TypeError('a bug'));
  await expect(writeTree(TREE, findTarget('my-app', place), never, broken)).rejects.toThrow(TypeError);
  expect(paths(place, '')).toEqual([]);
});
