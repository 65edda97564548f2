// What holds for every manifest, as files have it and as Kustomize puts it together.
import { expect } from 'vitest';
import { containersOf, ofKind, selects, workloads, type Container, type PodSpec, type Resource } from './manifests.ts';

const TAGGED = /^[\w./-]+(:(?!latest$)[\w.-]+|@sha256:[0-9a-f]{64})$/;
const SECRET = /SECRET|PASSWORD|TOKEN$|DATABASE_URL/;
const NAME = 'app.kubernetes.io/name';
const COMPONENT = 'app.kubernetes.io/component';

/** Runs as a number without rights, on a root that can't be written to, within limits, and from an image that is named exactly. */
function expectSafePod(what: string, pod: PodSpec, database: boolean): void {
  expect(pod.securityContext, what).toMatchObject({
    runAsNonRoot: true,
    runAsGroup: pod.securityContext?.runAsUser,
    seccompProfile: { type: 'RuntimeDefault' },
  });
  // PostgreSQL's image has a user of its own.
  expect(pod.securityContext?.runAsUser, what).toBeGreaterThanOrEqual(database ? 1 : 10_000);
  expect(pod.automountServiceAccountToken, what).toBe(false);
  expect(pod.enableServiceLinks, what).toBe(false);
  for (const container of containersOf(pod)) expectSafeContainer(`${what} ${container.name}`, container);
  // All that can be written to is bounded.
  for (const { name, emptyDir } of pod.volumes ?? []) expect(emptyDir?.sizeLimit, `${what} ${name}`).toBeDefined();
}

function expectSafeContainer(what: string, { image, env = [], securityContext, resources }: Container): void {
  expect(securityContext, what).toEqual({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  });
  expect(Object.keys(resources?.requests ?? {}), what).toEqual(expect.arrayContaining(['cpu', 'memory']));
  expect(resources?.limits, what).toHaveProperty('memory');
  expect(image, what).toMatch(TAGGED);
  for (const { name, value, valueFrom } of env.filter((variable) => SECRET.test(variable.name))) {
    expect(value, `${what} ${name}`).toBeUndefined();
    expect(valueFrom, `${what} ${name}`).toHaveProperty('secretKeyRef');
  }
}

/** Every workload that stays is asked how it is, by paths of the contract, and replaced without a gap. */
function expectLossless(resources: readonly Resource[]): void {
  for (const { metadata, spec } of ofKind(resources, 'Deployment')) {
    const what = `Deployment ${metadata.name}`;
    expect(spec, what).not.toHaveProperty('replicas');
    expect(spec.strategy, what).toEqual({ type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } });
    const pod = spec.template?.spec;
    const [main] = pod?.containers ?? [];
    expect(main?.startupProbe?.httpGet?.path, what).toBe('/healthz');
    expect(main?.livenessProbe?.httpGet?.path, what).toBe('/healthz');
    expect(main?.readinessProbe?.httpGet?.path, what).toBe(metadata.name === 'frontend' ? '/' : '/readyz');
    const pause = main?.lifecycle?.preStop?.sleep?.seconds ?? 0;
    expect(pause, what).toBeGreaterThan(0);
    // The 25 seconds that a service takes at the most to finish what is in flight.
    expect(pod?.terminationGracePeriodSeconds, what).toBeGreaterThan(pause + 25);
    const spread = pod?.topologySpreadConstraints ?? [];
    expect(spread.map(({ topologyKey }) => topologyKey)).toEqual([
      'kubernetes.io/hostname',
      'topology.kubernetes.io/zone',
    ]);
    for (const { labelSelector } of spread)
      expect(selects(labelSelector, spec.template?.metadata.labels ?? {}), what).toBe(true);
  }
}

/** Selectors select what they are for, and every pod runs as an account of its own, without a token. */
function expectConnected(resources: readonly Resource[]): void {
  const made = workloads(resources);
  const accounts = ofKind(resources, 'ServiceAccount');
  expect(accounts.length).toBeGreaterThan(0);
  for (const account of accounts) expect(account.automountServiceAccountToken, account.metadata.name).toBe(false);
  for (const { kind, metadata, spec } of made) {
    const labels = spec.template.metadata.labels;
    expect(labels[NAME], metadata.name).toBe(metadata.name);
    if (kind !== 'Job') expect(spec.selector && selects(spec.selector, labels), metadata.name).toBe(true);
    const account = accounts.find(({ metadata: { name } }) => name === spec.template.spec.serviceAccountName);
    // A release applies it before the migrations, which run before what serves.
    expect(account?.metadata.labels?.[COMPONENT], metadata.name).toMatch(/^(account|database)$/);
  }
  for (const { metadata, spec } of ofKind(resources, 'Service'))
    expect(
      made.filter(({ spec: { template } }) =>
        selects({ matchLabels: spec.selector as Record<string, string> }, template.metadata.labels),
      ),
      metadata.name,
    ).toHaveLength(1);
  for (const { kind, metadata } of resources) {
    expect(Object.keys(metadata.labels ?? {}), `${kind} ${metadata.name}`).toEqual(
      expect.arrayContaining(kind === 'ConfigMap' || kind === 'Secret' ? [] : [NAME, COMPONENT]),
    );
    expect(kind).not.toMatch(/^(Role|ClusterRole)/);
  }
}

/** Nothing is let through but what is named; the database hears of nobody but its service. */
function expectClosed(resources: readonly Resource[]): void {
  const policies = ofKind(resources, 'NetworkPolicy');
  const everything = policies.filter(({ spec }) => Object.keys(spec.podSelector ?? { x: 0 }).length === 0);
  expect(everything.map(({ metadata, spec }) => [metadata.name, spec.policyTypes])).toEqual(
    expect.arrayContaining([['default-deny', ['Ingress', 'Egress']]]),
  );
  for (const { metadata, spec } of policies) {
    for (const rule of [...(spec.ingress ?? []), ...(spec.egress ?? [])]) {
      expect(rule.ports?.length, metadata.name).toBeGreaterThan(0);
      const peers = rule.from ?? rule.to ?? [];
      expect(peers.length, metadata.name).toBeGreaterThan(0);
      for (const peer of peers) {
        expect(peer.ipBlock?.cidr, metadata.name).not.toBe('0.0.0.0/0');
        expect([peer.podSelector, peer.namespaceSelector], metadata.name).not.toContainEqual({});
      }
    }
  }
  const reachers = (name: string): readonly string[] =>
    workloads(resources)
      .map(({ spec }) => spec.template.metadata.labels)
      .filter((labels) => peersOf(policies, name).some((peer) => peer.podSelector && selects(peer.podSelector, labels)))
      .map((labels) => labels[NAME] ?? '')
      .sort();
  for (const { metadata } of ofKind(resources, 'StatefulSet')) {
    const owner = metadata.name.replace(/-database$/, '');
    expect(reachers(metadata.name)).toEqual([owner, `${owner}-migrations`]);
  }
}

const peersOf = (policies: readonly Resource[], name: string) =>
  policies
    .filter(({ spec }) => spec.podSelector?.matchLabels?.[NAME] === name)
    .flatMap(({ spec }) => (spec.ingress ?? []).flatMap(({ from = [] }) => from));

/** What is let through by name: DNS for all, Prometheus to each service, the ingress controller to what the public meets and nothing else. */
function expectNamed(resources: readonly Resource[]): void {
  const policies = ofKind(resources, 'NetworkPolicy');
  const dns = policies.find(({ metadata }) => metadata.name === 'dns');
  expect(dns?.spec.podSelector).toEqual({});
  expect(dns?.spec.egress?.map(({ ports }) => ports)).toEqual([
    [
      { port: 53, protocol: 'UDP' },
      { port: 53, protocol: 'TCP' },
    ],
  ]);
  const deployments = ofKind(resources, 'Deployment');
  const hasPage = deployments.some(({ metadata }) => metadata.name === 'frontend');
  for (const { metadata } of deployments) {
    const lets = (namespace: string): boolean =>
      peersOf(policies, metadata.name).some(
        ({ namespaceSelector }) =>
          namespaceSelector !== undefined && selects(namespaceSelector, { 'kubernetes.io/metadata.name': namespace }),
      );
    const isPage = metadata.name === 'frontend';
    expect(lets('monitoring'), metadata.name).toBe(!isPage);
    expect(lets('ingress-nginx'), metadata.name).toBe(isPage || !hasPage);
    expect(lets('default'), metadata.name).toBe(false);
  }
}

/** A service and its migrations reach a database outside of the cluster, on its port alone. */
function expectDatabaseReached(resources: readonly Resource[]): void {
  for (const { metadata } of ofKind(resources, 'Deployment').filter(({ metadata: { name } }) => name !== 'frontend')) {
    const policy = ofKind(resources, 'NetworkPolicy').find(
      ({ metadata: { name } }) => name === `${metadata.name}-to-database`,
    );
    for (const part of [metadata.name, `${metadata.name}-migrations`])
      expect(selects(policy?.spec.podSelector ?? {}, { [NAME]: part }), part).toBe(true);
    expect(policy?.spec.egress?.flatMap(({ ports = [] }) => ports)).toEqual([{ port: 5432, protocol: 'TCP' }]);
  }
}

/** All of it. */
export function expectSound(resources: readonly Resource[]): void {
  const made = workloads(resources);
  expect(made.length).toBeGreaterThan(1);
  for (const { kind, metadata, spec } of made)
    expectSafePod(`${kind} ${metadata.name}`, spec.template.spec, kind === 'StatefulSet');
  expectLossless(resources);
  expectConnected(resources);
  expectClosed(resources);
  expectNamed(resources);
}

/** What staging and production have besides. */
export function expectLive(resources: readonly Resource[], namespace: string): void {
  const names = ofKind(resources, 'Deployment').map(({ metadata }) => metadata.name);
  const scalers = ofKind(resources, 'HorizontalPodAutoscaler');
  expect(scalers.map(({ spec }) => spec.scaleTargetRef?.name).sort()).toEqual([...names].sort());
  for (const { spec } of scalers) expect(spec.minReplicas).toBeGreaterThanOrEqual(2);
  const budgets = ofKind(resources, 'PodDisruptionBudget');
  expect(budgets).toHaveLength(names.length);
  for (const { metadata, spec } of budgets) {
    expect(spec).toMatchObject({ maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow' });
    expect(spec.selector?.matchLabels?.[NAME]).toBe(metadata.name);
  }
  expect(ofKind(resources, 'Secret', 'StatefulSet')).toEqual([]);
  for (const { kind, metadata } of resources)
    if (kind !== 'Namespace') expect(metadata.namespace, `${kind} ${metadata.name}`).toBe(namespace);
  expectDatabaseReached(resources);
  expectPublic(resources);
}

function expectPublic(resources: readonly Resource[]): void {
  const [ingress, ...more] = ofKind(resources, 'Ingress');
  expect(more).toEqual([]);
  const hosts = (ingress?.spec.rules ?? []).map(({ host }) => host);
  expect(hosts.length).toBeGreaterThan(0);
  expect(ingress?.spec.tls?.flatMap((tls) => tls.hosts)).toEqual(hosts);
  const annotations = Object.keys(ingress?.metadata.annotations ?? {}).join(' ');
  for (const about of ['body-size', 'read-timeout', 'connect-timeout', 'ssl-redirect'])
    expect(annotations).toContain(about);
  const allowed = ofKind(resources, 'ConfigMap').flatMap(({ data }) => data?.['ALLOWED_HOSTS'] ?? []);
  expect(new Set(allowed)).toEqual(new Set(hosts));
  // `/` is the page's server, which hands /api on and nothing else.
  for (const { path, backend } of ingress?.spec.rules?.flatMap(({ http }) => http.paths) ?? []) {
    const isPage = JSON.stringify(backend).includes('"name":"frontend"');
    expect(isPage ? ['/'] : ['/api', '/docs', '/openapi.json']).toContain(path);
  }
}
