import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { combinations } from '../../scripts/build/known-locks.ts';
import { complete } from '../../src/answers.ts';
import { openCatalog } from '../../src/catalog.ts';
import { npmLockText } from '../../src/render/locks/npm-text.ts';
import { pruneNpmLock } from '../../src/render/locks/npm.ts';
import { recallFrom, supersetOf, type Recall } from '../../src/render/locks/recall.ts';
import { render } from '../../src/render/render.ts';
import { resolveStack } from '../../src/stack.ts';
import { packageRoot } from '../support/cli.ts';
import { npmLocks } from './support/shipped.ts';
import { seeds, subManifest } from './support/subsets.ts';

const catalog = openCatalog();
const stacks = combinations(catalog).map((given) => [Object.values(given).join(' '), given] as const);

/** The answers in the tarball. */
const packed = (): Recall => recallFrom(join(packageRoot(), 'dist', 'known-locks'));

/** Remembers nothing: everything is worked out as it was before there were answers. */
const worksOut: Recall = (_key, workOut) => workOut();

const neverWorksOut: Recall = (key) =>
  packed()(key, () => {
    throw new Error('the package has no answer');
  });

describe.each(stacks)('%s', (_name, given) => {
  const locks = (recall: Recall): readonly (readonly [string, string])[] =>
    [...render(resolveStack(complete(given, '/'), catalog), catalog, () => 'x', recall)]
      .filter(([path]) => /(package-lock\.json|requirements(-dev)?\.txt)$/.test(path))
      .map(([path, { content }]) => [path, content.toString()]);

  it('has the same locks from the package as from pruning, to the byte', () => {
    expect(locks(neverWorksOut)).toEqual(locks(worksOut));
  });
});

describe.each(npmLocks)('the npm lock of $layer', ({ text, lock, manifest }) => {
  it.each(seeds(30))('cut as text for a random choice (%i) is what pruning gives, to the byte', (seed) => {
    const sub = subManifest(manifest, seed);
    expect(npmLockText(supersetOf(Buffer.from(text)), sub, worksOut)).toBe(
      `${JSON.stringify(pruneNpmLock(lock, sub), null, 2)}\n`,
    );
  });

  it('is worked out anew where it has changed since the package was built', () => {
    const asked: string[] = [];
    const recall: Recall = (key, workOut) => packed()(key, () => (asked.push(key), workOut()));
    npmLockText(supersetOf(Buffer.from(text)), manifest, recall);
    const before = asked.length;
    npmLockText(supersetOf(Buffer.from(text.replace('sha512-', 'sha512-0'))), manifest, recall);
    expect(asked).toHaveLength(before + 1);
  });
});
