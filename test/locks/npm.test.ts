import { describe, expect, it } from 'vitest';
import { pruneNpmLock, type LockEntry, type PackageLock } from '../../src/render/locks/npm.ts';

const lockOf = (packages: Readonly<Record<string, LockEntry>>): PackageLock => ({
  name: 'superset',
  version: '9.9.9',
  lockfileVersion: 3,
  requires: true,
  packages,
});

const manifest = { name: 'app', version: '1.0.0' };

describe('pruneNpmLock', () => {
  const superset = lockOf({
    '': { name: 'superset', dependencies: { a: '^1.0.0', b: '^1.0.0' }, devDependencies: { d: '^1.0.0' } },
    'node_modules/a': { version: '1.0.0', integrity: 'sha512-a', dependencies: { shared: '^1.0.0' } },
    'node_modules/b': { version: '1.0.0', dependencies: { shared: '^2.0.0' }, optionalDependencies: { native: '1' } },
    'node_modules/b/node_modules/shared': { version: '2.0.0', dependencies: { deep: '*' } },
    'node_modules/d': {
      version: '1.0.0',
      dev: true,
      dependencies: { shared: '^1.0.0' },
      optionalDependencies: { native: '1' },
      peerDependencies: { deep: '*', extra: '*' },
      peerDependenciesMeta: { extra: { optional: true } },
    },
    'node_modules/deep': { version: '1.0.0' },
    'node_modules/extra': { version: '1.0.0', optional: true },
    'node_modules/native': { version: '1.0.0', optional: true, os: ['linux'] },
    'node_modules/shared': { version: '1.0.0', license: 'MIT' },
  });
  const pruned = (ranges: object): PackageLock['packages'] =>
    pruneNpmLock(superset, { ...manifest, ...ranges }).packages;

  it('keeps what is reached, where it lies, and names the project', () => {
    expect(pruneNpmLock(superset, { ...manifest, private: true, dependencies: { a: '^1.0.0' } })).toEqual({
      name: 'app',
      version: '1.0.0',
      lockfileVersion: 3,
      requires: true,
      packages: {
        '': { name: 'app', version: '1.0.0', dependencies: { a: '^1.0.0' } },
        'node_modules/a': superset.packages['node_modules/a'],
        'node_modules/shared': superset.packages['node_modules/shared'],
      },
    });
  });

  it('resolves a nested package before the one at the top', () => {
    expect(Object.keys(pruned({ dependencies: { b: '^1.0.0' } }))).toEqual([
      '',
      'node_modules/b',
      'node_modules/b/node_modules/shared',
      'node_modules/deep',
      'node_modules/native',
    ]);
  });

  it('counts flags anew, in the order in which npm writes keys', () => {
    const packages = pruned({ devDependencies: { d: '^1.0.0' } });
    expect(packages['node_modules/shared']).toEqual({ version: '1.0.0', dev: true, license: 'MIT' });
    expect(Object.keys(packages['node_modules/shared'] ?? {})).toEqual(['version', 'dev', 'license']);
    expect(packages['node_modules/deep']).toEqual({ version: '1.0.0', dev: true, peer: true });
    expect(packages['node_modules/native']).toEqual({ version: '1.0.0', dev: true, optional: true, os: ['linux'] });
  });

  it('leaves out what only an optional peer asks for', () => {
    expect(pruned({ devDependencies: { d: '^1.0.0' } })).not.toHaveProperty('node_modules/extra');
  });

  it('marks what development and an optional package share', () => {
    const lock = lockOf({
      '': { devDependencies: { d: '1' }, optionalDependencies: { o: '1' } },
      'node_modules/d': { version: '1.0.0', dependencies: { both: '1' } },
      'node_modules/o': { version: '1.0.0', dependencies: { both: '1' } },
      'node_modules/both': { version: '1.0.0' },
    });
    const { packages } = pruneNpmLock(lock, {
      ...manifest,
      devDependencies: { d: '1' },
      optionalDependencies: { o: '1' },
    });
    expect(packages['node_modules/both']).toEqual({ version: '1.0.0', devOptional: true });
  });

  it('ends where packages need each other', () => {
    const lock = lockOf({
      '': { dependencies: { a: '1' } },
      'node_modules/a': { version: '1.0.0', dependencies: { b: '1' } },
      'node_modules/b': { version: '1.0.0', dependencies: { a: '1' } },
    });
    expect(Object.keys(pruneNpmLock(lock, { ...manifest, dependencies: { a: '1' } }).packages)).toHaveLength(3);
  });

  it('holds the project alone where nothing is asked for', () => {
    expect(
      pruneNpmLock(lockOf({}), { ...manifest, engines: { node: '>=20' }, scripts: {}, dependencies: {} }).packages,
    ).toEqual({
      '': { name: 'app', version: '1.0.0', engines: { node: '>=20' } },
    });
  });

  it('names what the superset lacks', () => {
    const lock = lockOf({
      '': { dependencies: { a: '1' } },
      'node_modules/a': { version: '1.0.0', dependencies: { gone: '^3.0.0' } },
    });
    expect(() => pruneNpmLock(lock, { ...manifest, dependencies: { a: '1' } })).toThrow(
      /gone \^3\.0\.0.*node_modules\/a/,
    );
    expect(() =>
      pruneNpmLock(lockOf({ '': { dependencies: { a: '1' } } }), { ...manifest, dependencies: { a: '1' } }),
    ).toThrow('lacks a 1');
  });

  it('refuses a range that the superset was not made for', () => {
    expect(() => pruned({ dependencies: { a: '^2.0.0' } })).toThrow(/app asks for a \^2\.0\.0.* for \^1\.0\.0/);
    expect(() => pruned({ dependencies: { other: '^2.0.0' } })).toThrow(/other \^2\.0\.0.*without it/);
  });
});
