// The overlays of every stack as Kustomize puts them together: sound, valid for the oldest and the newest Kubernetes, and as kube-score sees them.
// KUSTOMIZE, KUBECONFORM and KUBE_SCORE name the programs, KUBECONFORM_SCHEMAS the place of the schemas. No cluster is needed.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, type TestContext } from 'vitest';
import { emptyPlace, leaveOut } from '../support/place.ts';
import { filesOf, valid } from './support/kubernetes-files.ts';
import { OVERLAYS } from './support/places.ts';
import { expectLive, expectSound } from './support/kubernetes-rules.ts';
import { ofKind, resourcesOf } from './support/manifests.ts';
import { put } from './support/put.ts';
import { nameOf } from './support/stacks.ts';

const VERSIONS = ['1.34.0', '1.35.0'];
const [KUSTOMIZE = '', ...BUILD] = (process.env['KUSTOMIZE'] ?? 'kubectl kustomize').split(' ');
const [KUBECONFORM, KUBE_SCORE] = ['KUBECONFORM', 'KUBE_SCORE'].map(
  (name) => process.env[name] ?? name.toLowerCase().replace('_', '-'),
) as [string, string];
const SCHEMAS = process.env['KUBECONFORM_SCHEMAS'];

/** What kube-score would have, and why it is otherwise here. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'container-image-pull-policy': 'a tag is never used twice, and a cluster of one’s own machine has no registry to ask',
  'deployment-has-host-podantiaffinity': 'topology spread constraints do that, over zones too',
};
/** The same, where there is one of each: on a cluster of one's own machine, and in the base. */
const ALONE: Readonly<Record<string, string>> = {
  'deployment-replicas': 'one is enough to try it',
  'deployment-has-poddisruptionbudget': 'a budget over one pod would block drains',
  'statefulset-has-host-podantiaffinity': 'the database of development is one',
  'statefulset-has-poddisruptionbudget': 'a budget over one pod would block drains',
  'container-security-context-user-group-id':
    'PostgreSQL’s image has a user of its own, 999; the others are held to theirs above',
};

interface Said {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}
const run = (program: string, args: readonly string[]): Said =>
  spawnSync(program, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
const needs = (context: TestContext, program: string, ...args: readonly string[]): void => {
  if (run(program, args).status !== 0) leaveOut(context, `there is no ${program}`);
};

const rendered = new Map<string, string>();

/** An overlay, or the base, as Kustomize writes it. */
function built(answers: (typeof valid)[number], folder: string): string {
  const key = `${nameOf(answers)}-${folder.replaceAll('/', '-')}`;
  const known = rendered.get(key);
  if (known !== undefined) return known;
  const place = emptyPlace();
  put(place, filesOf(answers));
  const { status, stdout, stderr } = run(KUSTOMIZE, [...BUILD, join(place, folder)]);
  expect({ status, stderr }, key).toEqual({ status: 0, stderr: '' });
  rendered.set(key, stdout);
  return stdout;
}

const FOLDERS = ['base', ...OVERLAYS.map((overlay) => `overlays/${overlay}`)];

describe.each(valid.map((answers) => [nameOf(answers), answers] as const))('%s', (_name, answers) => {
  test('every overlay is put together without a word, and is sound', (context) => {
    needs(context, KUSTOMIZE, ...BUILD, '--help');
    for (const folder of FOLDERS) expectSound(resourcesOf(built(answers, folder)));
  });

  test('staging and production have what is for many users, each for itself', (context) => {
    needs(context, KUSTOMIZE, ...BUILD, '--help');
    const [staging, production] = ['staging', 'production'].map((overlay) =>
      resourcesOf(built(answers, `overlays/${overlay}`)),
    ) as [ReturnType<typeof resourcesOf>, ReturnType<typeof resourcesOf>];
    expectLive(staging, 'my-app-staging');
    expectLive(production, 'my-app');
    const hosts = [staging, production].map((all) => ofKind(all, 'Ingress').map(({ spec }) => spec.rules?.[0]?.host));
    expect(hosts[0]).not.toEqual(hosts[1]);
  });

  test('settings and the secrets of development are named by their content', (context) => {
    needs(context, KUSTOMIZE, ...BUILD, '--help');
    const text = built(answers, 'overlays/development');
    const resources = resourcesOf(text);
    const [settings] = ofKind(resources, 'ConfigMap');
    const [secret] = ofKind(resources, 'Secret');
    for (const resource of [settings, secret]) {
      expect(resource?.metadata.name).toMatch(/^backend-[a-z0-9]{10}$/);
      expect(text.split(`name: ${resource?.metadata.name ?? ''}\n`).length).toBeGreaterThan(2);
    }
    expect(settings?.data).toMatchObject({ APP_ENV: 'production', PORT: '8000', ACCESS_TOKEN_TTL: '900' });
    expect(Object.keys(secret?.data ?? {}).sort()).toEqual(['DATABASE_URL', 'POSTGRES_PASSWORD', 'SECRET_KEY']);
  });
});

/** Everything in files of one folder. */
function all(): string {
  const place = emptyPlace();
  for (const answers of valid) for (const folder of FOLDERS) built(answers, folder);
  mkdirSync(join(place, 'all'));
  for (const [key, text] of rendered) writeFileSync(join(place, 'all', `${key}.yaml`), text);
  return join(place, 'all');
}

test.for(VERSIONS)('kubeconform finds nothing in any of them, strictly, for Kubernetes %s', (version, context) => {
  needs(context, KUSTOMIZE, ...BUILD, '--help');
  needs(context, KUBECONFORM, '-v');
  if (SCHEMAS === undefined) leaveOut(context, 'KUBECONFORM_SCHEMAS names no schemas');
  const conform = (place: string): Said =>
    run(KUBECONFORM, ['-strict', '-kubernetes-version', version, '-schema-location', SCHEMAS, '-summary', place]);
  const place = all();
  const { status, stdout } = conform(place);
  expect(stdout).toMatch(/Valid: \d+, Invalid: 0, Errors: 0, Skipped: 0/);
  expect(status).toBe(0);
  // It would have said so.
  writeFileSync(join(place, 'bad.yaml'), 'apiVersion: v1\nkind: Service\nmetadata: {name: x}\nspec: {prots: []}\n');
  expect(conform(place).stdout).toContain('prots');
});

test('kube-score finds nothing in any of them but what is told why', (context) => {
  needs(context, KUSTOMIZE, ...BUILD, '--help');
  needs(context, KUBE_SCORE, 'version');
  const place = all();
  for (const name of rendered.keys()) {
    const exceptions = { ...EXCEPTIONS, ...(/staging|production/.test(name) ? {} : ALONE) };
    const ignored = Object.keys(exceptions).flatMap((test) => ['--ignore-test', test]);
    const options = ['score', '--output-format', 'ci', '--ignore-container-cpu-limit', '--exit-one-on-warning'];
    const { stdout } = run(KUBE_SCORE, [...options, ...ignored, join(place, `${name}.yaml`)]);
    expect(
      stdout.split('\n').filter((line) => /^\[(CRITICAL|WARNING)\]/.test(line)),
      name,
    ).toEqual([]);
    expect(stdout).toContain('[OK]');
  }
});
