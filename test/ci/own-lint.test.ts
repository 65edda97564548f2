// This project's own workflows, and what its bot reads: as linters and schemas see them, and beside what is handed out.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { leaveOut } from '../support/place.ts';

const root = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const WORKFLOWS = ['.github/workflows/ci.yml', '.github/workflows/nightly.yml'];
const files = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .stdout.trim()
  .split('\n');

interface Workflow {
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, { readonly permissions?: unknown; readonly steps?: readonly Step[] }>>;
}
interface Step {
  readonly uses?: string;
  readonly run?: string;
}
interface Manager {
  readonly managerFilePatterns: readonly string[];
  readonly matchStrings: readonly string[];
}

test.for([
  ['actionlint', ['-no-color', ...WORKFLOWS]],
  ['zizmor', ['--offline', '--no-progress', '--color=never', '.github']],
  ['check-jsonschema', ['--builtin-schema', 'vendor.renovate', '.github/renovate.json']],
] as const)('%s finds nothing', ([name, args], context) => {
  const program = process.env[name.toUpperCase().replaceAll('-', '_')] ?? name;
  const { error, status, stdout, stderr } = spawnSync(program, args, { cwd: root, encoding: 'utf8' });
  if (error) leaveOut(context, `there is no ${name}`);
  expect(status, stdout + stderr).toBe(0);
});

test('nothing is permitted but by a job, and every job runs what everybody runs, or proposes', () => {
  const workflows = WORKFLOWS.map((path) => parse(read(path)) as Workflow);
  for (const { permissions, jobs } of workflows) {
    expect(permissions).toEqual({});
    for (const job of Object.values(jobs)) expect(job.permissions).toBeDefined();
  }
  const commands = workflows[0]?.jobs['everything']?.steps?.map(({ run }) => run ?? '') ?? [];
  expect(commands).toContainEqual(expect.stringMatching(/ \.ci\/run$/));
  expect(workflows[1]?.jobs['newest']).toMatchObject({ uses: './.github/workflows/ci.yml', with: { newest: true } });
});

test('actions are pinned as those of the templates are', () => {
  const pinned = /uses: (\S+@[0-9a-f]{40} # v[\d.]+)$/gm;
  const handedOut = files.filter((path) => /^templates\/.*\.ya?ml(\.hbs)?$/.test(path)).map(read);
  const known = new Set(handedOut.flatMap((text) => [...text.matchAll(pinned)].map(([, use]) => use)));
  const own = WORKFLOWS.flatMap((path) => read(path).match(/uses: (?!\.\/).*$/gm) ?? []);
  expect(own.length).toBeGreaterThan(2);
  for (const use of own) expect(known).toContain(use.slice('uses: '.length));
});

test('versions that the workflows repeat are those that the tests take', () => {
  const tools = read('scripts/test/tools.mjs');
  const [uv] = /uv==[\d.]+/.exec(read('.github/workflows/ci.yml')) ?? [''];
  expect(tools).toContain(`'uv', '${uv.slice('uv=='.length)}'`);
  expect(read('.github/workflows/nightly.yml')).toContain(uv);
});

test('the bot finds versions in every kind of file that it is sent to', () => {
  const config = JSON.parse(read('.github/renovate.json')) as Record<'github-actions' | 'dockerfile', Manager> & {
    readonly customManagers: readonly Manager[];
  };
  const meant = (pattern: string): readonly string[] =>
    files.filter((path) => new RegExp(pattern.slice(1, -1)).test(path));
  for (const { managerFilePatterns } of [config['github-actions'], config.dockerfile])
    for (const pattern of managerFilePatterns) expect(meant(pattern), pattern).not.toEqual([]);
  for (const { managerFilePatterns, matchStrings } of config.customManagers)
    for (const expression of matchStrings) {
      const texts = managerFilePatterns.flatMap(meant).map(read);
      expect(texts.flatMap((text) => [...text.matchAll(new RegExp(expression, 'g'))]).length).toBeGreaterThan(1);
    }
  // Every image that is started by a template's own text has its version read.
  const images = files
    .filter((path) => /^templates\/.*\.ya?ml\.hbs$/.test(path))
    .filter((path) => read(path).includes('image: postgres:'));
  expect(images.length).toBeGreaterThan(3);
});
