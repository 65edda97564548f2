// What the locks are for: npm, pip and uv take them. Asks the registries, so the root's configuration leaves it out: npm run locks -- --check.
import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pruneNpmLock, type PackageJson } from '../../src/render/locks/npm.ts';
import { requirements } from '../../src/render/locks/python.ts';
import { holds } from './support/environments.ts';
import { available } from './support/gaps.ts';
import { environmentOn, PLATFORMS, PYTHONS } from './support/platforms.ts';
import { directoryWith, run } from './support/programs.ts';
import { npmLocks, pythonLocks } from './support/shipped.ts';
import { seeds, subManifest, subsetOf } from './support/subsets.ts';

const made: string[] = [];
const place = (files: Readonly<Record<string, string>>): string => {
  const directory = directoryWith(files);
  made.push(directory);
  return directory;
};
afterAll(() => made.forEach((directory) => rmSync(directory, { recursive: true, force: true })));

// Locks are renewed by a script that proves the whole of each. Between renewals nothing but the registries changes, so a run of all tests asks
// them for one part in so many of every list, another part for each lock (`1/3`).
const [part = 0, parts = 1] = (process.env['LOCK_PART'] ?? '0/1').split('/').map(Number);
const inTurn = <Item>(list: readonly Item[]): readonly Item[] => list.filter((_, index) => index % parts === part);

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
const uv = process.env['UV'] ?? 'uv';

// Each asks npm three times, or uv once: shipped.test.ts tries more of them, without a network.
const SUBSETS = 10;
// The oldest of each line that a generated repository takes, and a newer one.
const NODES = ['20.19.0', '22.13.0', '24'];
const nodes = new Map<string, string>();

describe.each(npmLocks)('npm and the lock of $layer', ({ lock, manifest }) => {
  const QUIET = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = join(dirname(run('npm', ['root', '--global'], '.').trim()), 'node_modules/npm/bin/npm-cli.js');
  const repository = (sub: PackageJson): string =>
    place({ 'package.json': json(sub), 'package-lock.json': json(pruneNpmLock(lock, sub)) });

  beforeAll(() => {
    for (const version of inTurn(NODES)) {
      const directory = place({ 'package.json': '{}' });
      run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', `node@${version}`], directory);
      nodes.set(version, join(directory, 'node_modules/node/bin/node'));
    }
  });

  it.each(inTurn(seeds(SUBSETS)))('prunes a random choice (%i) as npm itself does', (seed) => {
    const sub = subManifest(manifest, seed);
    const [ours, theirs] = [repository(sub), place({ 'package.json': json(sub), 'package-lock.json': json(lock) })];
    const expected = readFileSync(join(ours, 'package-lock.json'), 'utf8');
    const relock = ['install', '--package-lock-only', '--offline', '--omit-lockfile-registry-resolved', ...QUIET];
    for (const directory of [theirs, ours]) {
      run('npm', relock, directory);
      expect(readFileSync(join(directory, 'package-lock.json'), 'utf8')).toBe(expected);
    }
    run('npm', ['ci', '--dry-run', '--offline', ...QUIET], ours);
  });

  it.each(inTurn(NODES))('installs on Node %s and nothing there is too new for it', (version) => {
    const directory = repository(manifest);
    run(nodes.get(version) ?? '', [npm, 'ci', '--engine-strict', ...QUIET], directory);
    run('npm', ['ls', '--all', '--loglevel=error'], directory);
  });

  it.each(inTurn(PLATFORMS))('finds every file for $name', ({ os, cpu, libc }) => {
    const flags = [`--os=${os}`, `--cpu=${cpu}`, ...(libc === undefined ? [] : [`--libc=${libc}`])];
    run('npm', ['ci', ...flags, ...QUIET], repository(manifest));
  });
});

describe.each(pythonLocks)('pip, uv and the lock of $layer', ({ graph, pyproject, runtime, dev }) => {
  const all = [...runtime, ...dev];
  const project = (dependencies: readonly string[]): string => `[project]
name = "subset"
version = "1"
requires-python = ">=${graph.python}"
dependencies = ${JSON.stringify(dependencies)}
`;
  const renew = (text: string): readonly string[] => (/^# +uv (.*)$/m.exec(text)?.[1] ?? '').split(' ');

  it('installs with pip, with hashes required, on its own', () => {
    const directory = place({
      'requirements-dev.txt': requirements(graph, all, 'dev'),
      'requirements.txt': requirements(graph, runtime),
    });
    run('python3', ['-m', 'venv', '.venv'], directory);
    const python = join(directory, '.venv', 'bin', 'python');
    // Before 24, pip takes a pin of `coverage` as none of `coverage[toml]`: a repository's own set-up installs without a resolution.
    run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', 'pip>=24'], directory);
    const pip = [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '--require-hashes',
      '--only-binary=:all:',
    ];
    run(python, [...pip, '-r', 'requirements.txt'], directory);
    run(python, [...pip, '-r', 'requirements-dev.txt'], directory);
    run(python, ['-m', 'pip', 'check'], directory);
    run(uv, ['pip', 'sync', '--quiet', '--require-hashes', '--python', python, 'requirements-dev.txt'], directory);
  });

  it('is what the command in its header writes, to the byte', () => {
    const files = {
      'requirements.txt': requirements(graph, runtime),
      'requirements-dev.txt': requirements(graph, all, 'dev'),
    };
    const directory = place({ 'pyproject.toml': pyproject, ...files });
    for (const [name, text] of Object.entries(files)) {
      run(uv, renew(text), directory);
      expect(readFileSync(join(directory, name), 'utf8')).toBe(text);
    }
  });

  it.each(inTurn(seeds(SUBSETS)))('gives a random choice (%i) what uv gives it, to the byte', (seed) => {
    const some = subsetOf(all, seed);
    const expected = requirements(graph, some);
    const directory = place({ 'pyproject.toml': project(some), 'requirements.txt': expected });
    run(uv, renew(expected), directory);
    expect(readFileSync(join(directory, 'requirements.txt'), 'utf8')).toBe(expected);
  });

  const environments = PLATFORMS.filter(({ libc }) => libc !== 'musl').flatMap((platform) =>
    PYTHONS.map((python) => ({ platform, python, title: `${platform.name}, Python ${python}` })),
  );
  const targets: Readonly<Record<string, string>> = {
    'linux x64': 'x86_64-unknown-linux-gnu',
    'linux arm64': 'aarch64-unknown-linux-gnu',
    'darwin x64': 'x86_64-apple-darwin',
    'darwin arm64': 'aarch64-apple-darwin',
    'win32 x64': 'x86_64-pc-windows-msvc',
    'win32 arm64': 'aarch64-pc-windows-msvc',
  };

  it.each(inTurn(environments))('holds on $title what a resolution for it alone finds', ({ platform, python }) => {
    const roots = available(all, platform.name);
    const pins = pinsOf(requirements(graph, roots));
    const directory = place({ 'pins.txt': pins.map(({ line }) => line).join('\n'), 'all.in': roots.join('\n') });
    const target = targets[`${platform.os} ${platform.cpu}`] ?? '';
    const flags = ['--no-header', '--no-annotate', '--quiet', '--python-platform', target, '--python-version', python];
    const found = run(uv, ['pip', 'compile', ...flags, '--constraint', 'pins.txt', 'all.in'], directory);
    const ours = pins.filter(({ marker }) => holds(marker, environmentOn(platform, python))).map(({ pin }) => pin);
    expect(ours).toEqual(found.trim().split('\n'));
  });
});

const pinsOf = (text: string): readonly { readonly line: string; readonly pin: string; readonly marker: string }[] =>
  [...text.matchAll(/^(([^\s#]+==\S+)(?: ; (.*?))?) \\$/gm)].map(([, line = '', pin = '', marker = '']) => ({
    line,
    pin,
    marker,
  }));
