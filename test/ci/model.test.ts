// What can be seen of the pipelines without running anything, for every stack.
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { textOf, treeOf } from '../deploy/support/stacks.ts';
import { isAmong } from '../../src/pipeline.ts';
import { pipelines, providers, readJobs, readYaml, type Job } from './support/pipelines.ts';
import { everyStack, isPipelineFile } from './support/stacks.ts';

// A commit, with the version that it was as a comment.
const PINNED = /^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;
const VERBS = ['lint', 'typecheck', 'test:parts', 'build'];
const lines = (job: Job | undefined): readonly string[] =>
  (job?.steps ?? []).flatMap(({ run }) => (run ?? '').split('\n'));

interface Repository {
  readonly parts: readonly { readonly name: string; readonly directory: string }[];
  readonly scripts: Readonly<Record<string, string>>;
}

describe.each(everyStack().map((stack) => [stack.name, stack] as const))('%s', (_name, { tree, deploy }) => {
  const files = (path: string): string => textOf(tree, path);
  const { parts, scripts }: Repository = {
    parts: JSON.parse(files('scripts/parts.json')) as Repository['parts'],
    scripts: (JSON.parse(files('package.json')) as { scripts: Repository['scripts'] }).scripts,
  };
  const paths = [...tree.keys()].filter(isPipelineFile);

  test.each(providers)('$name: the same jobs from the same commands', (provider) => {
    const jobs = readJobs(provider, files);
    const job = (wanted: string): Job | undefined => jobs.find((each) => each.name === wanted);
    for (const part of parts)
      expect(lines(job(part.name)), part.name).toEqual(
        expect.arrayContaining(VERBS.map((verb) => `npm run ${verb} -- ${part.name}`)),
      );
    expect(lines(job('contract'))).toContain('npm run test:contract');
    expect(lines(job('secrets')).join()).toMatch(/gitleaks\S* git --redact/);
    expect(job('dependencies')).toBeDefined();
    expect(lines(job('images')).includes('npm run docker')).toBe(deploy.includes('docker'));
    for (const line of jobs.flatMap(lines)) {
      const [, script] = /^npm run (\S+)/.exec(line) ?? [];
      if (script !== undefined) expect(Object.keys(scripts)).toContain(script);
    }
  });

  test.each(providers)('$name: one job stands for all others, and each has a bound in time', (provider) => {
    const jobs = readJobs(provider, files);
    const others = jobs.map((job) => job.name).filter((each) => each !== 'passed' && each !== 'release');
    expect([...(jobs.find((job) => job.name === 'passed')?.needs ?? [])].sort()).toEqual(others.sort());
    for (const { name: job, minutes } of jobs) expect(minutes, job).toBeLessThanOrEqual(45);
  });

  test('GitHub: nothing is allowed but what a job needs, and nothing runs that is not pinned', () => {
    for (const path of paths.filter((each) => each.startsWith('.github/') && /\/(workflows|actions)\//.test(each))) {
      const text = files(path);
      for (const [, action = ''] of text.matchAll(/^\s*-? uses: (?!\.\/)(.*)$/gm)) expect(action, path).toMatch(PINNED);
      expect(text, path).not.toMatch(/pull_request_target|secrets\./);
      const checkouts = text.match(/uses: actions\/checkout@/g)?.length ?? 0;
      expect(text.match(/persist-credentials: false/g)?.length ?? 0, path).toBe(checkouts);
      if (!path.includes('/workflows/')) continue;
      const workflow = readYaml(files, path);
      expect(workflow['permissions'], path).toEqual({});
      expect(workflow['concurrency'], path).toBeDefined();
      for (const [name, job] of Object.entries(
        workflow['jobs'] as Record<string, { permissions?: Record<string, string> }>,
      )) {
        const writes = Object.entries(job.permissions ?? { none: 'write' }).filter(([, right]) => right !== 'read');
        const may = path.endsWith('/release.yml') && name === 'image' ? ['packages', 'id-token', 'attestations'] : [];
        expect(
          writes.map(([scope]) => scope),
          `${path} ${name}`,
        ).toEqual(may);
      }
    }
  });

  test('with images there is a release on a tag, with its bill of materials and provenance; without, there is none', () => {
    const releases = paths.filter((path) => /sbom[:=]/.test(files(path)));
    const expected = providers.flatMap(({ release }) => release ?? []);
    expect(releases.sort()).toEqual(deploy.includes('docker') ? expected.sort() : []);
    for (const path of releases) {
      expect(files(path)).toMatch(/provenance[:=] ?mode=max/);
      for (const { name, directory } of parts) {
        const image = new RegExp(String.raw`\b${name}[:,].*\b${directory}( \}|$)`, 'm');
        expect(files(path), path).toMatch(image);
      }
    }
  });

  test.each(providers.filter(({ release, entry }) => release !== undefined && release !== entry))(
    '$name: what is released has passed the checks, where its release is a file that can ask for them',
    (provider) => {
      const { release = '', entry, dialect } = provider;
      if (dialect.reuse === undefined || !tree.has(release)) return;
      const jobs = readJobs(provider, files, release);
      const checks = jobs
        .filter(({ steps }) => steps.some(({ uses }) => uses === `./${entry}`))
        .map(({ name }) => name);
      expect(checks).toHaveLength(1);
      for (const job of jobs.filter(({ name }) => !checks.includes(name))) expect(job.needs).toEqual(checks);
    },
  );

  test('every lock file, every Dockerfile and the actions have a bot that updates them', () => {
    const { updates } = parse(files('.github/dependabot.yml')) as {
      updates: readonly { directory?: string; directories?: readonly string[]; 'package-ecosystem': string }[];
    };
    const told = updates.map((update) =>
      [update['package-ecosystem'], [update.directory, update.directories].flat().filter(Boolean).join()].join(' '),
    );
    const kinds: readonly (readonly [string, string])[] = [
      ['npm', 'package.json'],
      ['pip', 'requirements.txt'],
      ['docker', 'Dockerfile'],
    ];
    const expected = parts.flatMap(({ directory }) =>
      kinds.filter(([, file]) => tree.has(`${directory}/${file}`)).map(([kind]) => `${kind} /${directory}`),
    );
    const others = ['github-actions /,/.github/actions/*', ...(tree.has('compose.yaml') ? ['docker-compose /'] : [])];
    expect(told.sort()).toEqual([...expected, ...others].sort());
    expect(JSON.parse(files('renovate.json'))).toMatchObject({ 'azure-pipelines': { enabled: true } });
  });

  test('no key stands in it', () => {
    // The database of a test is thrown away with its job.
    const harmless = /postgres:\/\/postgres:postgres@|POSTGRES_PASSWORD: postgres|CI_REGISTRY_PASSWORD/g;
    for (const path of paths)
      expect(files(path).replace(harmless, ''), path).not.toMatch(
        /(password|secret|(?<!id-)token|(api|access|private)[_-]?key)\s*[:=]\s*['"]?(?!\$)[\w-]{4,}/i,
      );
  });
});

test.each(providers)('$name alone is the same as beside the others, and leaves nothing of them', ({ name, bots }) => {
  const answers = { backend: 'flask', frontend: 'vue', database: 'postgres' };
  const more = { deploy: ['docker'] };
  const [alone, all, none] = [{ ci: [name] }, { ci: pipelines }, { ci: [] }].map((ci) =>
    treeOf(answers, { ...ci, ...more }),
  );
  // What a bot does depends on who else is there.
  const shared = bots.flatMap(({ files }) => files);
  const added = [...(alone?.keys() ?? [])].filter((path) => none?.has(path) !== true && !isAmong(shared, path));
  expect(added.length).toBeGreaterThan(2);
  for (const path of added) expect(all?.get(path)?.content.toString()).toBe(alone?.get(path)?.content.toString());
  const foreign = providers.filter((other) => other.name !== name).flatMap(({ files }) => files);
  for (const path of added) expect(isAmong(foreign, path), path).toBe(false);
});

test('without pipelines nothing is left of them', () => {
  const tree = treeOf({ backend: 'flask', frontend: 'vue', database: 'postgres' }, { deploy: ['docker'] });
  expect([...tree.keys()].filter((path) => isPipelineFile(path) || path.includes('changed-parts'))).toEqual([]);
  const names = providers.map(({ title }) => title.split(' ')[0]);
  expect(textOf(tree, 'README.md')).not.toMatch(new RegExp(names.join('|'), 'i'));
});
