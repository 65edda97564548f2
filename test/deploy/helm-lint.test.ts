// The chart of every stack, as Helm sees it: without a warning, the same as what Kustomize makes of the overlays, and valid for the oldest and the
// newest Kubernetes. HELM, KUSTOMIZE and KUBECONFORM name the programs, KUBECONFORM_SCHEMAS the place of the schemas. No cluster is needed.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, type TestContext } from 'vitest';
import { parse } from 'yaml';
import { emptyPlace, leaveOut } from '../support/place.ts';
import { DEPLOY, filesOf, isHook, saidByHelm, saidByKustomize, valid } from './support/helm-files.ts';
import { CHART } from './support/places.ts';
import { expectLive, expectSound } from './support/kubernetes-rules.ts';
import { ofKind, resourcesOf, type Resource } from './support/manifests.ts';
import { put } from './support/put.ts';
import { nameOf, type Answers } from './support/stacks.ts';

const VERSIONS = ['1.34.0', '1.35.0'];
const [KUSTOMIZE = '', ...BUILD] = (process.env['KUSTOMIZE'] ?? 'kubectl kustomize').split(' ');
const [HELM, KUBECONFORM] = ['HELM', 'KUBECONFORM'].map((name) => process.env[name] ?? name.toLowerCase()) as [
  string,
  string,
];
const SCHEMAS = process.env['KUBECONFORM_SCHEMAS'];

/** Each environment: its overlay, its namespace, and the values that it is given besides the chart's own. */
const ENVIRONMENTS = [
  { overlay: 'production', namespace: 'my-app', values: [] },
  { overlay: 'staging', namespace: 'my-app-staging', values: ['values-staging.yaml'] },
];
type Environment = (typeof ENVIRONMENTS)[number];
const [production] = ENVIRONMENTS as [Environment];

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

const places = new Map<string, string>();

/** The stack's deploy/ as files. */
function placeOf(answers: Answers): string {
  const key = nameOf(answers);
  const place = places.get(key) ?? emptyPlace();
  if (!places.has(key)) put(place, filesOf(answers));
  places.set(key, place);
  return place;
}

const withValues = (place: string, { values }: Environment): readonly string[] =>
  values.flatMap((file) => ['--values', join(place, CHART, file)]);

const helm = (place: string, environment: Environment, ...more: readonly string[]): Said =>
  run(HELM, [
    ...['template', 'my-app', join(place, CHART), '--namespace', environment.namespace],
    ...[...withValues(place, environment), ...more],
  ]);

const rendered = new Map<string, string>();

/** What it renders, where it must. */
function templated(answers: Answers, environment: Environment, ...more: readonly string[]): string {
  const key = [nameOf(answers), environment.overlay, ...more].join(' ');
  const known = rendered.get(key);
  if (known !== undefined) return known;
  const { status, stdout, stderr } = helm(placeOf(answers), environment, ...more);
  expect({ status, stderr }, key).toEqual({ status: 0, stderr: '' });
  rendered.set(key, stdout);
  return stdout;
}

function kustomized(answers: Answers, { overlay }: Environment): readonly Resource[] {
  const { status, stdout, stderr } = run(KUSTOMIZE, [
    ...BUILD,
    join(placeOf(answers), 'deploy/kubernetes/overlays', overlay),
  ]);
  expect({ status, stderr }, nameOf(answers)).toEqual({ status: 0, stderr: '' });
  return resourcesOf(stdout);
}

test('what it needs comes with it, and every backend can have it', () => {
  expect(DEPLOY).toEqual({ database: 'postgres', deploy: ['docker', 'helm', 'kubernetes'] });
  expect(new Set(valid.map(({ backend }) => backend)).size).toBeGreaterThan(3);
  expect(new Set(valid.map(({ frontend }) => frontend)).size).toBeGreaterThan(3);
});

describe.each(valid.map((answers) => [nameOf(answers), answers] as const))('%s', (_name, answers) => {
  test('helm lint warns of nothing', (context) => {
    needs(context, HELM, 'version');
    for (const environment of ENVIRONMENTS) {
      const place = placeOf(answers);
      const { status, stdout, stderr } = run(HELM, [
        ...['lint', '--strict', join(place, CHART)],
        ...withValues(place, environment),
      ]);
      expect(status, stdout + stderr).toBe(0);
      expect(stdout + stderr).not.toMatch(/\[(WARNING|ERROR)\]/);
    }
  });

  test.for(ENVIRONMENTS)('it renders what Kustomize does for $overlay, object by object', (environment, context) => {
    needs(context, HELM, 'version');
    needs(context, KUSTOMIZE, ...BUILD, '--help');
    const [ours, theirs] = [resourcesOf(templated(answers, environment)), kustomized(answers, environment)];
    expect(theirs.length).toBeGreaterThan(8);
    expect(saidByHelm(ours)).toEqual(saidByKustomize(theirs));
  });

  test.for(ENVIRONMENTS)('what it renders for $overlay is sound', (environment, context) => {
    needs(context, HELM, 'version');
    const resources = resourcesOf(templated(answers, environment));
    expectSound(resources);
    expectLive(resources, environment.namespace);
    for (const { kind, metadata } of resources)
      expect(metadata.labels, `${kind} ${metadata.name}`).toMatchObject({
        'app.kubernetes.io/managed-by': 'Helm',
        'helm.sh/chart': 'my-app-0.1.0',
      });
  });

  test('the migrations, and what they need, come first and go when they are done', (context) => {
    needs(context, HELM, 'version');
    const hooks = resourcesOf(templated(answers, production)).filter(({ metadata }) => isHook(metadata.annotations));
    expect(hooks.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort()).toEqual(
      ['ConfigMap', 'Job', 'ServiceAccount'].map((kind) => `${kind} backend-migrations`),
    );
    for (const { metadata } of hooks)
      expect(metadata.annotations).toMatchObject({
        'helm.sh/hook': 'pre-install,pre-upgrade',
        'helm.sh/hook-delete-policy': 'before-hook-creation,hook-succeeded',
      });
    const weightOf = (of: string): number[] =>
      ofKind(hooks, of).map(({ metadata }) => Number(metadata.annotations?.['helm.sh/hook-weight']));
    const [job = 0] = weightOf('Job');
    for (const weight of [...weightOf('ConfigMap'), ...weightOf('ServiceAccount')]) expect(weight).toBeLessThan(job);
  });
});

test.for(VERSIONS)('kubeconform finds nothing in any of them, strictly, for Kubernetes %s', (version, context) => {
  needs(context, HELM, 'version');
  needs(context, KUBECONFORM, '-v');
  if (SCHEMAS === undefined) leaveOut(context, 'KUBECONFORM_SCHEMAS names no schemas');
  const place = emptyPlace();
  for (const answers of valid)
    for (const environment of ENVIRONMENTS)
      writeFileSync(join(place, `${nameOf(answers)}-${environment.overlay}.yaml`), templated(answers, environment));
  const options = ['-strict', '-kubernetes-version', version, '-schema-location', SCHEMAS, '-summary'];
  const { status, stdout } = run(KUBECONFORM, [...options, place]);
  expect(stdout).toMatch(/Valid: [1-9]\d*, Invalid: 0, Errors: 0, Skipped: 0/);
  expect(status).toBe(0);
});

const one = (found: (answers: Answers) => boolean): Answers => valid.find(found) ?? {};
const withPage = one(({ frontend }) => frontend !== 'none');
const alone = one(({ frontend }) => frontend === 'none');

describe('the comparison sees', () => {
  test.for([
    ['a number that differs', '--set', 'services.backend.autoscaling.maxReplicas=11'],
    ['an image that differs', '--set', 'services.backend.image.tag=0.1.1'],
    ['a setting that differs', '--set', 'services.backend.settings.LOG_LEVEL=debug'],
    ['a secret that differs', '--set', 'services.backend.secret=other'],
  ])('%s', ([, ...more], context) => {
    needs(context, HELM, 'version');
    needs(context, KUSTOMIZE, ...BUILD, '--help');
    const ours = resourcesOf(templated(withPage, production, ...more));
    expect(saidByHelm(ours)).not.toEqual(saidByKustomize(kustomized(withPage, production)));
  });
});

describe('values', () => {
  const set = (...sets: readonly string[]): readonly string[] => sets.flatMap((each) => ['--set', each]);

  test('say where images come from: a tag, or a digest before it', (context) => {
    needs(context, HELM, 'version');
    const digest = `sha256:${'a'.repeat(64)}`;
    const text = templated(
      withPage,
      production,
      ...set('services.backend.image.tag=1.2.3', `frontend.image.digest=${digest}`),
    );
    expect(text).toContain('image: registry.example.com/my-app-backend:1.2.3\n');
    expect(text).toContain(`image: registry.example.com/my-app-frontend@${digest}\n`);
    expect(text.match(/-backend:1\.2\.3$/gm)).toHaveLength(2);
  });

  test('are said once: an address is the Ingress’, the certificate’s and what the service answers to', (context) => {
    needs(context, HELM, 'version');
    for (const [answers, key] of [
      [withPage, 'frontend.host'],
      [alone, 'services.backend.host'],
    ] as const) {
      const resources = resourcesOf(templated(answers, production, ...set(`${key}=shop.example.org`)));
      const [ingress] = ofKind(resources, 'Ingress');
      expect(ingress?.spec.rules?.map(({ host }) => host)).toEqual(['shop.example.org']);
      expect(ingress?.spec.tls?.[0]?.hosts).toEqual(['shop.example.org']);
      for (const { data } of ofKind(resources, 'ConfigMap')) expect(data?.['ALLOWED_HOSTS']).toBe('shop.example.org');
    }
  });

  test('go before the settings of the image, empty ones too, and a changed one replaces the pods', (context) => {
    needs(context, HELM, 'version');
    const checksumOf = (resources: readonly Resource[]): string | undefined => {
      const [service] = ofKind(resources, 'Deployment').filter(({ metadata }) => metadata.name === 'backend');
      const pod = service?.spec.template?.metadata as Resource['metadata'] | undefined;
      return pod?.annotations?.['checksum/settings'];
    };
    const before = resourcesOf(templated(withPage, production));
    const after = resourcesOf(templated(withPage, production, '--set-string', 'services.backend.settings.LOG_LEVEL='));
    for (const { data } of ofKind(after, 'ConfigMap')) expect(data?.['LOG_LEVEL']).toBe('');
    expect(checksumOf(before)).toMatch(/^[0-9a-f]{64}$/);
    expect(checksumOf(after)).not.toBe(checksumOf(before));
  });

  test('name another secret, another database and another ingress controller', (context) => {
    needs(context, HELM, 'version');
    const text = templated(
      alone,
      production,
      ...set(
        ...['services.backend.secret=vault', 'database.cidrs={192.0.2.7/32}', 'database.port=6432'],
        ...['ingress.className=haproxy', 'ingress.namespaces={haproxy-controller}'],
      ),
    );
    const resources = resourcesOf(text);
    expect(text.match(/secretKeyRef:\n\s+name: vault$/gm)?.length).toBeGreaterThan(3);
    const database = ofKind(resources, 'NetworkPolicy').find(({ metadata }) => metadata.name === 'backend-to-database');
    expect(database?.spec.egress).toEqual([
      { to: [{ ipBlock: { cidr: '192.0.2.7/32' } }], ports: [{ port: 6432, protocol: 'TCP' }] },
    ]);
    expect(text).toContain('ingressClassName: haproxy');
    expect(text).toContain('- haproxy-controller');
  });

  test.for([
    ['a word that is none', 'services.backend.replica=2', 'replica'],
    ['a tag that says nothing', 'services.backend.image.tag=latest', 'tag'],
    ['a digest that is none', 'services.backend.image.digest=sha256:abc', 'digest'],
    ['a number as a text', 'frontend.autoscaling.maxReplicas=many', 'maxReplicas'],
    ['none at all', 'services.backend.autoscaling.minReplicas=0', 'minReplicas'],
    ['the whole world as the network of the database', 'database.cidrs={0.0.0.0/0}', 'cidrs'],
    ['an address that is none', 'frontend.host=my app', 'host'],
    ['no limit of memory', 'services.backend.resources.limits.memory=null', 'memory'],
    ['a name that is none', 'services.Backend.secret=x', 'Backend'],
  ] as const)('are refused by their schema: %s', ([, wrong, named], context) => {
    needs(context, HELM, 'version');
    const { status, stderr } = helm(placeOf(withPage), production, ...set(wrong));
    expect(status).not.toBe(0);
    expect(stderr).toContain("don't meet the specifications of the schema");
    expect(stderr).toContain(named);
  });

  test('of a service that the chart has no files of are refused with the name of the file', (context) => {
    needs(context, HELM, 'version');
    const place = placeOf(alone);
    const { services } = parse(filesOf(alone)[`${CHART}/values.yaml`] ?? '') as { services: { backend: object } };
    const file = join(emptyPlace(), 'values.yaml');
    writeFileSync(file, JSON.stringify({ services: { other: services.backend } }));
    const { status, stderr } = helm(place, production, '--values', file);
    expect(status).not.toBe(0);
    expect(stderr).toContain('services/other.yaml');
  });
});
