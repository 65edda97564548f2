// This project's own workflows, issue forms and the configuration of its bot: as linters and schemas see them, and beside what is handed out.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { leaveOut } from '../support/place.ts';

const root = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const NAMES = ['ci', 'nightly', 'release'] as const;
const WORKFLOWS = NAMES.map((name) => `.github/workflows/${name}.yml`);
const FORMS = ['bug', 'feature'].map((name) => `.github/ISSUE_TEMPLATE/${name}.yml`);
const files = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .stdout.trim()
  .split('\n');

interface Workflow {
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job | undefined>>;
}
interface Job {
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly string[]>> };
  readonly steps?: readonly Step[];
}
interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, unknown>>;
}
interface Manager {
  readonly managerFilePatterns: readonly string[];
  readonly matchStrings: readonly string[];
}

test.for([
  ['actionlint', ['-no-color', ...WORKFLOWS]],
  ['zizmor', ['--offline', '--no-progress', '--color=never', '.github']],
  ['check-jsonschema', ['--builtin-schema', 'vendor.renovate', '.github/renovate.json']],
  ['check-jsonschema', ['--builtin-schema', 'vendor.github-issue-config', '.github/ISSUE_TEMPLATE/config.yml']],
  ['check-jsonschema', ['--builtin-schema', 'vendor.github-issue-forms', ...FORMS]],
] as const)('%s finds nothing: %s', ([name, args], context) => {
  const program = process.env[name.toUpperCase().replaceAll('-', '_')] ?? name;
  const { error, status, stdout, stderr } = spawnSync(program, args, { cwd: root, encoding: 'utf8' });
  if (error) leaveOut(context, `there is no ${name}`);
  expect(status, stdout + stderr).toBe(0);
});

const jobsOf = (name: (typeof NAMES)[number]): Workflow['jobs'] =>
  (parse(read(`.github/workflows/${name}.yml`)) as Workflow).jobs;
const commandsOf = (job: Job | undefined): readonly string[] =>
  (job?.steps ?? []).flatMap(({ run }) => run?.trim().split('\n') ?? []);

test('the workflows are all linted', () => {
  expect(files.filter((path) => path.startsWith('.github/workflows/')).sort()).toEqual(WORKFLOWS);
});

test('only jobs have permissions, and only those that propose, publish or tag may write', () => {
  for (const name of NAMES) {
    expect(parse(read(`.github/workflows/${name}.yml`))).toMatchObject({ permissions: {} });
    for (const [id, job] of Object.entries(jobsOf(name))) {
      expect(job?.permissions, id).toBeDefined();
      const written = Object.entries(job?.permissions ?? {}).filter(([, access]) => access === 'write');
      if (!['propose', 'publish', 'tag'].includes(id)) expect(written, id).toEqual([]);
    }
  }
});

describe('hosted CI', () => {
  const jobs = jobsOf('ci');

  test('has a job for each backend, and one for the tests without a backend in their names', () => {
    const backends = readdirSync(join(root, 'templates', 'backend')).sort();
    expect(jobs['part']?.strategy?.matrix).toEqual({ word: [...backends, 'rest'] });
    expect(commandsOf(jobs['part'])).toContainEqual(expect.stringMatching(/ \.ci\/run "\$WORD"$/));
    expect(read('.ci/run')).toMatch(/npm test .*-- "\$\{@:-all\}"$/m);
  });

  test('runs the first tier on every system, with every Node.js that the package supports', () => {
    const { system = [], node = [] } = jobs['fast']?.strategy?.matrix ?? {};
    expect(system.map((name) => name.replace(/-\d.*$/, ''))).toEqual(['ubuntu', 'macos', 'windows']);
    expect(commandsOf(jobs['fast'])).toEqual(['npm test -- fast']);
    const { engines } = JSON.parse(read('package.json')) as { readonly engines: { readonly node: string } };
    const supported = [...engines.node.matchAll(/\d+\.\d+/g)].map(([version]) => version);
    expect(node).toEqual([...supported, '24']);
  });

  test('has one job that fails unless every other one has passed', () => {
    const { everything, ...others } = jobs;
    expect(everything).toMatchObject({ needs: Object.keys(others), if: 'always()' });
    const [step] = everything?.steps ?? [];
    for (const [results, status] of [
      ['success success', 0],
      ['success failure', 1],
      ['success skipped', 1],
      ['cancelled success', 1],
    ] as const)
      expect(spawnSync('bash', ['-c', step?.run ?? ''], { env: { RESULTS: results } }).status, results).toBe(status);
    expect(step?.env).toEqual({ RESULTS: "${{ join(needs.*.result, ' ') }}" });
  });
});

test('the night and a release run what the ledger has on record, too', () => {
  const nightly = jobsOf('nightly')['newest'];
  expect(commandsOf(nightly)).toContainEqual(expect.stringMatching(/ \.ci\/run all$/));
  expect(nightly?.steps?.find(({ run }) => run?.endsWith('.ci/run all'))?.env).toMatchObject({ EVERYTHING: 1 });
  expect(jobsOf('release')['check']).toMatchObject({
    uses: './.github/workflows/ci.yml',
    with: { everything: true },
  });
});

test('a release is published after every test, from the repository that it names, and without a secret', () => {
  const { publish, tag } = jobsOf('release');
  expect(publish?.needs).toContain('check');
  expect(publish?.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
  expect(commandsOf(publish)).toEqual([
    'npm ci --ignore-scripts',
    'node scripts/release/fill-repository.mjs',
    'npm publish --provenance --access public',
  ]);
  expect(tag?.needs).toContain('publish');
  expect(read('.github/workflows/release.yml')).not.toContain('secrets.');
});

test('actions are pinned as those of the templates are', () => {
  const pinned = /uses: (\S+@[0-9a-f]{40} # v[\d.]+)$/gm;
  const handedOut = files.filter((path) => /^templates\/.*\.ya?ml(\.hbs)?$/.test(path)).map(read);
  const known = new Set(handedOut.flatMap((text) => [...text.matchAll(pinned)].map(([, use]) => use)));
  const own = files
    .filter((path) => /^\.github\/.*\.yml$/.test(path))
    .flatMap((path) => read(path).match(/uses: (?!\.\/).*$/gm) ?? []);
  expect(own.length).toBeGreaterThan(2);
  for (const use of own) expect(known).toContain(use.slice('uses: '.length));
});

test('versions that the workflows repeat are those that the tests take', () => {
  const tools = read('scripts/test/tools.mjs');
  const repeated = [...read('.github/workflows/nightly.yml').matchAll(/uv==([\d.]+)/g)];
  expect(repeated.length).toBeGreaterThan(0);
  for (const [, version = ''] of repeated) expect(tools).toContain(`'uv', '${version}'`);
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
