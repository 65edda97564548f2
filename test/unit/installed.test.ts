import { appendFileSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keepInstalled, takeInstalled } from '../stacks/installed.ts';
import { emptyPlace, sha256 } from '../support/place.ts';

const LOCK = '{ "lockfileVersion": 3 }';
const stamp = (lock: string): string => sha256(lock + process.version);

/** A repository whose frontend has the lock; where it is installed, as npm and the tools that ran there leave it. */
function repository(lock: string, installed = false): string {
  const repo = emptyPlace();
  const parts = [
    { directory: 'backend', install: { lock: 'requirements-dev.txt', creates: '.venv' } },
    { directory: 'frontend', install: { lock: 'package-lock.json', creates: 'node_modules' } },
  ];
  write(repo, 'scripts/parts.json', JSON.stringify(parts));
  write(repo, 'backend/requirements-dev.txt', '');
  write(repo, 'frontend/package-lock.json', lock);
  if (installed) install(repo, lock);
  return repo;
}

function install(repo: string, lock: string): void {
  write(repo, 'backend/.venv/.installed', stamp(''));
  write(repo, 'frontend/node_modules/.installed', stamp(lock));
  write(repo, 'frontend/node_modules/vite/bin/vite.js', 'run');
  write(repo, 'frontend/node_modules/.vite/results.json', '{}');
  mkdirSync(join(repo, 'frontend/node_modules/.bin'));
  symlinkSync('../vite/bin/vite.js', join(repo, 'frontend/node_modules/.bin/vite'));
}

function write(repo: string, path: string, text: string): void {
  mkdirSync(join(repo, path, '..'), { recursive: true });
  writeFileSync(join(repo, path), text);
}

const packages = (repo: string): string => join(repo, 'frontend', 'node_modules');
const read = (repo: string, path: string): string => readFileSync(join(packages(repo), path), 'utf8');

test('a later stack with the same lock finds what the first has installed, and nothing that tools wrote', () => {
  const store = emptyPlace();
  keepInstalled(repository(LOCK, true), store);
  const later = repository(LOCK);
  takeInstalled(later, store);
  expect(readdirSync(packages(later)).sort()).toEqual(['.bin', '.installed', 'vite']);
  expect(read(later, '.installed')).toBe(stamp(LOCK));
  expect(read(later, '.bin/vite')).toBe('run');
  expect(statSync(join(packages(later), 'vite/bin/vite.js')).nlink).toBe(3);
  expect(readdirSync(join(later, 'backend'))).toEqual(['requirements-dev.txt']);
});

test('another lock finds nothing', () => {
  const store = emptyPlace();
  keepInstalled(repository(LOCK, true), store);
  const other = repository(`${LOCK}\n`);
  takeInstalled(other, store);
  expect(readdirSync(join(other, 'frontend'))).toEqual(['package-lock.json']);
});

test('what a tool writes in one stack is seen in no other', () => {
  const store = emptyPlace();
  const first = repository(LOCK, true);
  keepInstalled(first, store);
  const later = repository(LOCK);
  takeInstalled(later, store);
  appendFileSync(join(packages(later), '.installed'), ' of another lock');
  write(later, 'frontend/node_modules/.vite/results.json', '{ "later": 1 }');
  expect(read(first, '.installed')).toBe(stamp(LOCK));
  expect(read(first, '.vite/results.json')).toBe('{}');
});

test('a second install of the same lock leaves the store as it is', () => {
  const store = emptyPlace();
  const [one, two] = [repository(LOCK, true), repository(LOCK, true)];
  keepInstalled(one, store);
  keepInstalled(two, store);
  expect(readdirSync(store)).toEqual([stamp(LOCK)]);
});
