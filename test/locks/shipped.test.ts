import { describe, expect, it } from 'vitest';
import { edgesOf } from '../../src/render/locks/npm-edges.ts';
import { pruneNpmLock } from '../../src/render/locks/npm.ts';
import { requirements } from '../../src/render/locks/python.ts';
import { holds } from './support/environments.ts';
import { binariesOf, environmentOn, hasBinary, hasWheel, PLATFORMS, PYTHONS } from './support/platforms.ts';
import { DISPENSABLE_SCRIPTS, KNOWN_GAPS, KNOWN_NPM_GAPS } from './support/gaps.ts';
import { npmLocks, pythonLocks } from './support/shipped.ts';
import { seeds, subManifest, subsetOf } from './support/subsets.ts';

describe.each(npmLocks)('the npm lock of $layer', ({ text, lock, manifest }) => {
  it('is what its manifest asks for, to the byte', () => {
    expect(`${JSON.stringify(pruneNpmLock(lock, manifest), null, 2)}\n`).toBe(text);
  });

  it('holds hashes and no addresses', () => {
    expect(text).not.toMatch(/"resolved"|registry\.|\.tgz|"link"|"extraneous"/);
    for (const [path, entry] of Object.entries(lock.packages)) {
      if (path !== '') expect(entry, path).toMatchObject({ integrity: expect.stringMatching(/^sha512-/) as string });
    }
  });

  it('holds every optional package too', () => {
    const names = new Set(Object.keys(lock.packages).map((path) => path.replace(/^.*node_modules\//, '')));
    const wanted = Object.values(lock.packages)
      .flatMap((entry) => edgesOf(entry, false))
      .filter(({ kind }) => kind !== 'peerOptional');
    expect(wanted.filter(({ name }) => !names.has(name))).toEqual([]);
  });

  it('runs no script at installation', () => {
    const scripts = Object.entries(lock.packages)
      .filter(([, entry]) => entry['hasInstallScript'] === true && !isMacOnly(entry['os']))
      .map(([path]) => path);
    expect(scripts.filter((path) => !DISPENSABLE_SCRIPTS.includes(path))).toEqual([]);
  });

  it('has every build for every platform', () => {
    const gaps = [...binariesOf(lock)].flatMap(([path, natives]) =>
      PLATFORMS.filter((platform) => !hasBinary(natives, platform)).map(
        ({ name }) => `${path} has no build for ${name}`,
      ),
    );
    expect(gaps.filter((gap) => !KNOWN_NPM_GAPS.includes(gap))).toEqual([]);
  });

  it.each(seeds(30))('pruned to a random choice (%i) is whole, and pruned again the same', (seed) => {
    const sub = subManifest(manifest, seed);
    const pruned = pruneNpmLock(lock, sub);
    expect(pruneNpmLock(pruned, sub)).toEqual(pruned);
    expect(Object.keys(lock.packages)).toEqual(expect.arrayContaining(Object.keys(pruned.packages)));
  });
});

const isMacOnly = (os: unknown): boolean => Array.isArray(os) && os.join() === 'darwin';

describe.each(pythonLocks)('the Python lock of $layer', ({ text, graph, runtime, dev }) => {
  const all = [...runtime, ...dev];

  it('was made for what its manifest asks for', () => {
    expect(graph.requirements).toEqual([...new Set(all)].sort());
  });

  it('holds hashes and no addresses', () => {
    expect(text).not.toMatch(/:\/\/|pypi|pythonhosted/i);
    for (const { name, files, older = [] } of graph.packages) {
      expect(Object.keys(files).length, name).toBeGreaterThan(0);
      expect(
        [...Object.values(files), ...older].filter((hash) => !/^[0-9a-f]{64}$/.test(hash)),
        name,
      ).toEqual([]);
    }
  });

  it('holds nothing that is never reached', () => {
    const pins = pinsOf(requirements(graph, all)).map(({ pin }) => pin);
    expect(
      graph.packages.map(({ name, version }) => `${name}==${version}`).filter((pin) => !pins.includes(pin)),
    ).toEqual([]);
  });

  it('has a wheel of everything for every platform and Python', () => {
    const pins = pinsOf(requirements(graph, all));
    const gaps = graph.packages.flatMap((found) =>
      PLATFORMS.flatMap((platform) =>
        PYTHONS.filter((python) => {
          const marker = pins.find(({ pin }) => pin === `${found.name}==${found.version}`)?.marker ?? '';
          return holds(marker, environmentOn(platform, python)) && !hasWheel(found, platform, python);
        }).map(() => `${found.name} has no wheel for ${platform.name}`),
      ),
    );
    expect([...new Set(gaps)]).toEqual(
      KNOWN_GAPS.map(({ lacking, platform }) => `${lacking} has no wheel for ${platform}`),
    );
  });

  it.each(seeds(30))('for a random choice (%i) settles each package once in each environment', (seed) => {
    const pins = pinsOf(requirements(graph, subsetOf(all, seed)));
    for (const platform of PLATFORMS) {
      for (const python of PYTHONS) {
        const names = pins
          .filter(({ marker }) => holds(marker, environmentOn(platform, python)))
          .map(({ pin }) => pin.replace(/==.*/, ''));
        expect(names).toEqual([...new Set(names)]);
      }
    }
  });
});

const pinsOf = (text: string): readonly { readonly pin: string; readonly marker: string }[] =>
  [...text.matchAll(/^([^\s#]+==\S+)(?: ; (.*?))? \\$/gm)].map(([, pin = '', marker = '']) => ({ pin, marker }));
