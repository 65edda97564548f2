import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { combinations } from '../../scripts/build/prebuilt-locks.ts';
import { complete } from '../../src/answers.ts';
import { openCatalog } from '../../src/catalog.ts';
import { keyOf, recallFrom, type Recall } from '../../src/render/locks/answer-cache.ts';
import { render } from '../../src/render/render.ts';
import { resolveStack } from '../../src/stack.ts';
import { packageRoot } from '../support/cli.ts';

const catalog = openCatalog();
const stacks = combinations(catalog).map((given) => [Object.values(given).join(' '), given] as const);

/** The texts in the tarball. */
const packed = (): Recall => recallFrom(join(packageRoot(), 'dist', 'prebuilt-locks'));

/** Remembers nothing: everything is pruned from the superset. */
const worksOut: Recall = (_key, workOut) => workOut();

const neverWorksOut: Recall = (key, _workOut, superset) =>
  packed()(
    key,
    () => {
      throw new Error('the package has no text');
    },
    superset,
  );

describe.each(stacks)('%s', (_name, given) => {
  const locks = (recall: Recall): readonly (readonly [string, string])[] =>
    [...render(resolveStack(complete(given, '/'), catalog), catalog, () => 'x', recall)]
      .filter(([path]) => /(package-lock\.json|requirements(-dev)?\.txt)$/.test(path))
      .map(([path, { content }]) => [path, content.toString()]);

  it('has the same locks from the package as from pruning, to the byte', () => {
    expect(locks(neverWorksOut)).toEqual(locks(worksOut));
  });
});

describe('a prebuilt text is for one superset, one manifest and one group', () => {
  const superset = { hash: 'a'.repeat(64), content: Buffer.alloc(0) };
  it.each([
    ['another superset', keyOf({ ...superset, hash: 'b'.repeat(64) }, 'manifest')],
    ['another manifest', keyOf(superset, 'manifest2')],
    ['another group', keyOf(superset, 'manifest', 'dev')],
  ])('%s has another key', (_name, key) => {
    expect(key).not.toBe(keyOf(superset, 'manifest'));
  });
});
