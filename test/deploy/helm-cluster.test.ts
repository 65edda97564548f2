// The chart of a stack on a real cluster: installed in a namespace that enforces Pod Security `restricted`, used, upgraded under load, stopped before
// it does harm, and uninstalled. LOAD is the program that takes images to the cluster, HELM is Helm.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiOf } from '../contract/support/api.ts';
import { newPerson, signIn, type Person } from '../contract/support/people.ts';
import { emptyPlace, leaveOut } from '../support/place.ts';
import { stackUnderTest } from '../support/stack-under-test.ts';
import { scaffold } from '../stacks/repository.ts';
import { clusterProblem, Namespace, statusOf, takeToCluster, underLoad, type Way } from './support/cluster.ts';
import { docker, dockerDone, engineProblem, type Said } from './support/engine.ts';
import { buildImage, helm, helmProblem, startDatabase } from './support/helm.ts';
import { CHART } from './support/places.ts';

const PARTS = ['backend', 'frontend'];
const problem = engineProblem() ?? clusterProblem() ?? helmProblem();
const stack = stackUnderTest();

interface Event {
  readonly reason: string;
  readonly count?: number;
  readonly involvedObject: { readonly kind: string; readonly name: string };
}

describe(stack.name, () => {
  // A cluster is the whole machine's: somebody else may be trying the same stack.
  const name = `${stack.name}-${randomBytes(3).toString('hex')}`;
  let repo = '';
  let inside = new Namespace(name, '.');
  let outside = inside;
  let way: Way | undefined;
  let person: Person | undefined;
  const api = apiOf(() => way?.url ?? '');

  beforeAll(async () => {
    if (problem !== undefined) return;
    repo = await scaffold({ ...stack, name }, emptyPlace());
    [inside, outside] = [new Namespace(name, repo), new Namespace(`${name}-development`, repo)];
    for (const part of PARTS) {
      await buildImage(repo, part, `${name}-${part}:1`);
      await dockerDone(repo, 'tag', `${name}-${part}:1`, `${name}-${part}:2`);
      for (const tag of ['1', '2']) await takeToCluster(repo, `${name}-${part}:${tag}`);
    }
    const database = join(repo, 'deploy/kubernetes/overlays/development/backend/stateful-set.yaml');
    await takeToCluster(repo, /image: (\S+)/.exec(readFileSync(database, 'utf8'))?.[1] ?? '');
  });
  afterAll(async () => {
    way?.stop();
    if (repo === '') return;
    await inside.kubectl('delete', 'namespace', '--ignore-not-found', '--wait=false', name, outside.name);
    for (const part of PARTS)
      for (const tag of ['1', '2']) await docker(repo, 'image', 'rm', '--force', `${name}-${part}:${tag}`);
  });
  // Every test says why it is left out.
  const inCluster = (title: string, run: () => Promise<void>): void =>
    test(title, async (context) => {
      if (problem !== undefined) leaveOut(context, problem);
      await run();
    });

  /** What the README says, with images that have no registry; many people of one address will sign in. */
  const release = (tag: string, ...more: readonly string[]): Promise<Said> => {
    const images = Object.entries({ 'services.backend': 'backend', frontend: 'frontend' }).flatMap(([key, part]) => [
      ...['--set', `${key}.image.repository=${name}-${part}`],
      ...['--set-string', `${key}.image.tag=${tag}`],
    ]);
    const settings = ['--set-string', 'services.backend.settings.AUTH_RATE_LIMIT=off'];
    return helm(
      repo,
      ...['upgrade', '--install', name, CHART, '--namespace', name, '--wait', '--timeout', '5m'],
      ...[...images, ...settings, ...more],
    );
  };
  const anyHost = ['--set-string', 'services.backend.settings.ALLOWED_HOSTS='];
  /** How many pods the migrations had. */
  const migrated = async (): Promise<number> =>
    (await inside.items<Event>('events'))
      .filter(({ reason, involvedObject: { kind } }) => kind === 'Job' && reason === 'SuccessfulCreate')
      .reduce((sum, { count = 1 }) => sum + count, 0);
  const uidsOf = async (part: string): Promise<readonly string[]> =>
    (await inside.podsOf(part)).map(({ metadata }) => metadata.uid);

  inCluster('its namespace and its secret come first, as the README says', async () => {
    const secrets = await startDatabase(outside);
    const component = 'app.kubernetes.io/component=namespace';
    await inside.done('apply', '--kustomize', 'deploy/kubernetes/overlays/production', '--selector', component);
    const labels = await inside.done('get', 'namespace', name, '--output=jsonpath={.metadata.labels}');
    expect(JSON.parse(labels)).toMatchObject({ 'pod-security.kubernetes.io/enforce': 'restricted' });
    const literals = Object.entries(secrets).map(([key, value]) => `--from-literal=${key}=${value}`);
    await inside.done('create', 'secret', 'generic', 'backend', ...literals);
  });

  inCluster('helm install migrates once, brings up two of each, and says where it is, without a warning', async () => {
    const { code, text } = await release('1', ...anyHost);
    expect(code, text).toBe(0);
    expect(text).not.toMatch(/warning|would violate/i);
    expect(text).toContain('STATUS: deployed');
    expect(text).toContain(`https://${name}.example.com`);
    expect(await migrated()).toBe(1);
    // What the migrations needed is gone with them.
    expect(await inside.done('get', 'jobs,serviceaccounts,configmaps', '--output=name')).not.toContain('migrations');
    for (const part of PARTS) {
      await inside.until(`two of ${part}`, async () => (await inside.podsOf(part)).length === 2);
      await inside.until(`${part} is ready`, () => inside.isReady(part));
      expect(await inside.restartsOf(part), part).toBe(0);
    }
  });

  inCluster('the page and the API answer through the Service, and who may reach whom is enforced', async () => {
    way = await inside.reach('frontend');
    const page = await fetch(way.url);
    expect(page.headers.get('content-type')).toContain('text/html');
    await api.expect(401, 'GET', '/api/v1/notes');
    person = await newPerson(api);
    await api.expect(201, 'POST', '/api/v1/notes', { token: person.token, json: { title: 'kept' } });
    const database = `backend-database.${outside.name}.svc.cluster.local`;
    expect(await inside.reaches('backend', database, 5432)).toBe(true);
    expect(await inside.reaches('frontend', 'backend', 8000)).toBe(true);
    expect(await inside.reaches('frontend', database, 5432)).toBe(false);
    expect(await inside.reaches('backend', 'frontend', 80)).toBe(false);
  });

  inCluster('an upgrade under load migrates once more, loses no request, and keeps the data', async () => {
    const before = await Promise.all(PARTS.map(uidsOf));
    const stop = underLoad(`${way?.url ?? ''}/api/v1/notes`, { authorization: `Bearer ${person?.token ?? ''}` });
    const { code, text } = await release('2', ...anyHost);
    expect(code, text).toBe(0);
    for (const part of PARTS) await inside.done('rollout', 'status', `deployment/${part}`, '--timeout=180s');
    const statuses = await stop();
    expect(Object.keys(statuses), JSON.stringify(statuses)).toEqual(['200']);
    expect(statuses[200]).toBeGreaterThan(100);
    expect(await migrated()).toBe(2);
    const after = await Promise.all(PARTS.map(uidsOf));
    expect(after.flat().filter((uid) => before.flat().includes(uid))).toEqual([]);
    const { token } = await signIn(api, person?.email ?? '');
    expect((await api.expect(200, 'GET', '/api/v1/notes', { token })).notes().items.map(({ title }) => title)).toEqual([
      'kept',
    ]);
  });

  inCluster('a release whose secret is missing stops before the pods, which go on', async () => {
    const before = await uidsOf('backend');
    const { code, text } = await release('1', '--set', 'services.backend.secret=missing', '--timeout', '20s');
    expect(code, text).not.toBe(0);
    expect(text).toMatch(/pre-upgrade hooks failed/);
    // What failed stays, and says why.
    const waiting = '--output=jsonpath={.items[*].status.containerStatuses[*].state.waiting}';
    const why = await inside.done('get', 'pods', '--selector', 'app.kubernetes.io/component=migrations', waiting);
    expect(why).toContain('secret \\"missing\\" not found');
    expect(await uidsOf('backend')).toEqual(before);
    await api.expect(401, 'GET', '/api/v1/notes');
  });

  inCluster('a setting that changes replaces the pods: the service answers to its own address alone', async () => {
    const before = await uidsOf('backend');
    const { code, text } = await release('2');
    expect(code, text).toBe(0);
    await inside.done('rollout', 'status', 'deployment/backend', '--timeout=180s');
    expect((await uidsOf('backend')).filter((uid) => before.includes(uid))).toEqual([]);
    const url = `${way?.url ?? ''}/api/v1/notes`;
    // Pods that are on their way out answer a little longer.
    await inside.until(
      'no other address',
      async () => (await statusOf(url, { host: 'elsewhere.example.com' })) === 400,
    );
    expect(await statusOf(url, { host: `${name}.example.com` })).toBe(401);
  });

  inCluster('helm uninstall leaves nothing but what was there before', async () => {
    const { code, text } = await helm(repo, 'uninstall', name, '--namespace', name, '--wait', '--timeout', '3m');
    expect(code, text).toBe(0);
    const kinds = await inside.done('api-resources', '--namespaced', '--verbs=list,delete', '--output=name');
    const listed = kinds.split('\n').filter((kind) => !/^(endpoints$|events|pods\.metrics)/.test(kind));
    await inside.until('all pods are gone', async () => (await inside.items('pods')).length === 0);
    const left = await inside.done('get', listed.join(','), '--output=name', '--ignore-not-found');
    expect(left.split('\n').sort()).toEqual(['configmap/kube-root-ca.crt', 'secret/backend', 'serviceaccount/default']);
  });
});
