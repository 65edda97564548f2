// What the release workflow runs, in directories of its own: the registry is a stand-in for npm.
import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { copyOfPackage, environment, programOf, runProgram } from '../support/cli.ts';
import { directoryIn, emptyPlace } from '../support/place.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const manifest = JSON.parse(read('package.json')) as { readonly name: string; readonly version: string };
const changesets = readdirSync(join(ROOT, '.changeset')).filter((name) => name.endsWith('.md') && name !== 'README.md');

const release = (script: string, cwd: string, env: Readonly<Record<string, string>> = {}): ReturnType<typeof run> =>
  run(join(ROOT, 'scripts', 'release', script), cwd, env);

const run = (script: string, cwd: string, env: Readonly<Record<string, string>>) =>
  spawnSync(process.execPath, [script], { cwd, encoding: 'utf8', env: environment({ ...OUTSIDE, ...env }) });

/** No workflow, whatever runs these tests. */
const OUTSIDE = { GITHUB_SERVER_URL: undefined, GITHUB_REPOSITORY: undefined };

/** A directory that holds this project's package.json and the given files. */
function project(files: Readonly<Record<string, string>> = {}): string {
  const place = emptyPlace();
  cpSync(join(ROOT, 'package.json'), join(place, 'package.json'));
  directoryIn(place, '.changeset');
  for (const [path, text] of Object.entries(files)) writeFileSync(join(place, path), text);
  return place;
}

describe('fill-repository', () => {
  const filled = { GITHUB_SERVER_URL: 'https://example.test', GITHUB_REPOSITORY: 'somebody/fork' };
  const packageIn = (place: string): unknown => JSON.parse(readFileSync(join(place, 'package.json'), 'utf8'));

  test('writes the repository of the workflow, and leaves every other field alone', () => {
    const place = project();
    expect(release('fill-repository.mjs', place, filled)).toMatchObject({ status: 0, stderr: '' });
    expect(packageIn(place)).toEqual({
      ...manifest,
      homepage: 'https://example.test/somebody/fork#readme',
      bugs: { url: 'https://example.test/somebody/fork/issues' },
      repository: { type: 'git', url: 'git+https://example.test/somebody/fork.git' },
    });
  });

  test('replaces another repository, as in a fork of a published package', () => {
    const place = project({ 'package.json': '{ "name": "x", "bugs": { "url": "https://elsewhere.test" } }' });
    release('fill-repository.mjs', place, filled);
    expect(packageIn(place)).toMatchObject({ bugs: { url: 'https://example.test/somebody/fork/issues' } });
  });

  test('gives the published program the address for reports of its bugs', async () => {
    const copy = copyOfPackage(emptyPlace());
    const commands = readdirSync(join(copy, 'dist')).filter((name) => name.startsWith('commands'));
    for (const name of commands) rmSync(join(copy, 'dist', name));
    const failure = async (): Promise<string> => {
      const ran = await runProgram([process.execPath, programOf(copy), 'list'], { cwd: emptyPlace() });
      expect(ran).toMatchObject({ code: 70, stdout: '' });
      return ran.stderr;
    };
    expect(await failure()).toContain('Please report it to whoever built this package, with');
    release('fill-repository.mjs', copy, filled);
    expect(await failure()).toContain('Please report it at https://example.test/somebody/fork/issues, with');
  });

  test('changes nothing outside a workflow', () => {
    const place = project();
    const { status, stderr } = release('fill-repository.mjs', place, { GITHUB_REPOSITORY: 'somebody/fork' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/GITHUB_SERVER_URL/);
    expect(packageIn(place)).toEqual(manifest);
  });

  test('finds none of these fields in the committed package.json', () => {
    for (const key of ['repository', 'bugs', 'homepage']) expect(manifest).not.toHaveProperty(key);
  });
});

describe('plan', () => {
  const answers = (status: number, stdout: string): string =>
    `process.stdout.write(${JSON.stringify(stdout)}); process.exitCode = ${status};`;
  const planned = (files: Readonly<Record<string, string>>, npm: string): ReturnType<typeof run> => {
    const place = project({ ...files, 'npm-cli.js': npm });
    return release('plan.mjs', place, { npm_execpath: join(place, 'npm-cli.js') });
  };
  const missing = answers(1, '{ "error": { "code": "E404", "summary": "No match found" } }');

  test.each([
    ['propose', 'changesets wait', { '.changeset/one.md': '' }, missing],
    ['publish', 'the registry lacks the version', { '.changeset/README.md': '' }, missing],
    ['publish', 'the registry answers nothing', {}, answers(0, '')],
    ['nothing', 'the version is published', {}, answers(0, '"1.0.0"')],
  ])('%s, where %s', (next, _case, files, npm) => {
    expect(planned(files, npm)).toMatchObject({ status: 0, stdout: `version=${manifest.version}\nnext=${next}\n` });
  });

  test('fails where the registry is down, instead of publishing', () => {
    const { status, stdout } = planned({}, answers(1, '{ "error": { "code": "ECONNREFUSED" } }'));
    expect(status).not.toBe(0);
    expect(stdout).not.toContain('next=publish');
  });
});

describe('notes', () => {
  const next = `# x\n\n## ${manifest.version}\n\n### Minor Changes\n\n- this\n\n## 0.0.1\n\n- that\n`;

  test('are the section of the version alone', () => {
    expect(release('notes.mjs', project({ 'CHANGELOG.md': next }))).toMatchObject({
      status: 0,
      stdout: '### Minor Changes\n\n- this\n',
    });
  });

  test('fail for a version without a section', () => {
    expect(release('notes.mjs', project({ 'CHANGELOG.md': '# x\n' })).status).not.toBe(0);
  });
});

describe('this version', () => {
  test('is in the changelog, or a changeset waits to put it there', () => {
    const isReleased = read('CHANGELOG.md').includes(`\n## ${manifest.version}\n`);
    expect(isReleased || changesets.length > 0).toBe(true);
  });

  test('has changesets that name the package and a kind of release', () => {
    for (const name of changesets)
      expect(read(join('.changeset', name)), name).toMatch(
        new RegExp(`^---\\n'${manifest.name}': (patch|minor|major)\\n---\\n\\n\\S`),
      );
  });

  test('is the one in the lock file and in the commands of the documentation', () => {
    const lock = JSON.parse(read('package-lock.json')) as {
      readonly version: string;
      readonly packages: Readonly<Record<string, { readonly version?: string }>>;
    };
    expect([lock.version, lock.packages['']?.version]).toEqual([manifest.version, manifest.version]);
    const documents = ['README.md', 'docs/verify.md'].map(read);
    const quoted = documents.flatMap((text) => [...text.matchAll(/create-technokaizen-app@(\d[\d.]*\d)/g)]);
    expect(quoted.length).toBeGreaterThan(0);
    for (const [, version] of quoted) expect(version).toBe(manifest.version);
  });
});
