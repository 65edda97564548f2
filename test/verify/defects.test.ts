import { expect, describe, test } from 'vitest';
import { openCatalog } from '../../src/catalog.ts';
import { CHECKS } from '../../src/verify/checks/index.ts';
import { choicesIn } from '../../src/verify/choices.ts';
import { inspector } from '../../src/verify/inspect.ts';
import { renderer } from '../../src/verify/rendered.ts';
import { combinationOf, stackOf } from '../../src/verify/stacks.ts';
import { fileOf, inPathOrder, type TreeFile } from '../../src/tree.ts';
import { DEFECTS, RIGHT, STACKS } from './defects.ts';

const catalog = openCatalog(process.env['TEMPLATES']);
const render = renderer(catalog);
const inspect = inspector(CHECKS);

function rendered(name: keyof typeof STACKS) {
  const stack = stackOf(combinationOf(STACKS[name]).answers, catalog);
  if (stack === undefined) throw new Error(`${name} is no stack`);
  return { tree: render(stack), choices: choicesIn(stack, catalog) };
}

describe.each(Object.keys(STACKS) as (keyof typeof STACKS)[])('%s', (name) => {
  test('as it is rendered, and with pipelines and manifests beside it, has no finding', () => {
    const { tree, choices } = rendered(name);
    expect(inspect(tree, choices)).toEqual([]);
    const more = Object.entries(RIGHT).map(([path, text]): [string, TreeFile] => [path, fileOf(text)]);
    expect(inspect(inPathOrder([...tree, ...more]), choices)).toEqual([]);
  });

  test.each(DEFECTS.filter(({ stack }) => stack === name))('$name: $check says so', ({ check, at, plant }) => {
    const { tree, choices } = rendered(name);
    const changed = new Map(tree);
    const path = plant(changed);
    const found = inspect(inPathOrder(changed), choices);
    expect(
      found.filter((each) => each.check === check).map((each) => each.path),
      JSON.stringify(found),
    ).toContain(at ?? path);
  });
});

test('every check has a defect that it catches, and there are at least 40', () => {
  expect(CHECKS.map(({ name }) => name).filter((name) => !DEFECTS.some(({ check }) => check === name))).toEqual([]);
  expect(new Set(DEFECTS.map(({ name }) => name)).size).toBeGreaterThanOrEqual(40);
});

test('nothing was left out on this machine', () => {
  expect(CHECKS.flatMap(({ skipReason }) => skipReason?.() ?? [])).toEqual([]);
});
