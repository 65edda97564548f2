// Stacks on a real cluster, from unmodified Dockerfiles: released, used in a browser, put in trouble, released again and deleted. with TROUBLE=1 it is also put
// in trouble. LOAD is the program that takes images to the cluster, where it isn't kind's.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiOf } from '../contract/support/api.ts';
import { newPerson, PASSWORD, signIn } from '../contract/support/people.ts';
import { emptyPlace, leaveOut } from '../support/place.ts';
import { freePort } from '../support/service.ts';
import { stackUnderTest } from '../support/stack-under-test.ts';
import { scaffold } from '../stacks/repository.ts';
import {
  clusterProblem,
  Namespace,
  npmRunKubernetes,
  takeToCluster,
  underLoad,
  type Job,
  type Way,
} from './support/cluster.ts';
import { docker, engineProblem } from './support/engine.ts';
import { journeyAt } from './support/journey.ts';
import { OVERLAYS } from './support/places.ts';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const isTroubled = process.env['TROUBLE'] === '1';
const problem = engineProblem() ?? clusterProblem();
const stack = stackUnderTest();

describe(stack.name, () => {
  // A cluster is the whole machine's: somebody else may be trying the same stack.
  const name = `${stack.name}-${randomBytes(3).toString('hex')}`;
  const spaces = [`${name}-development`, `${name}-staging`, name];
  let repo = '';
  let inside = new Namespace(`${name}-development`, '.');
  let way: Way | undefined;
  const api = apiOf(() => way?.url ?? '');

  beforeAll(async () => {
    if (problem !== undefined) return;
    repo = await scaffold({ ...stack, name }, emptyPlace());
    inside = new Namespace(`${name}-development`, repo);
    const settings = join(repo, 'deploy/kubernetes/base/backend/settings.env');
    // Many people of one address will sign in.
    writeFileSync(settings, readFileSync(settings, 'utf8').replace(/^AUTH_RATE_LIMIT=.*$/m, 'AUTH_RATE_LIMIT=off'));
    const database = join(repo, 'deploy/kubernetes/overlays/development/backend/stateful-set.yaml');
    await takeToCluster(repo, /image: (\S+)/.exec(readFileSync(database, 'utf8'))?.[1] ?? '');
  });
  afterAll(async () => {
    way?.stop();
    if (repo === '') return;
    await inside.kubectl('delete', 'namespace', '--ignore-not-found', '--wait=false', ...spaces);
    for (const part of ['backend', 'frontend']) await docker(repo, 'image', 'rm', '--force', `${name}-${part}:dev`);
  });
  // Every test says why it is left out.
  const inCluster = (title: string, run: () => Promise<void>): void =>
    test(title, async (context) => {
      if (problem !== undefined) leaveOut(context, problem);
      await run();
    });
  const jobs = (): Promise<readonly Job[]> => inside.items<Job>('jobs');

  inCluster('`npm run kubernetes` builds it, migrates once and waits until all of it is ready', async () => {
    const { code, text } = await npmRunKubernetes(repo);
    expect(code, text).toBe(0);
    expect(text).toContain(`Ready, development in ${inside.name}.`);
    const [job, ...more] = await jobs();
    expect(more).toEqual([]);
    expect(job?.metadata.name).toBe('backend-migrations');
    expect(job?.status).toMatchObject({ succeeded: 1 });
    expect(job?.status.failed ?? 0).toBe(0);
    expect(await inside.podsOf('backend-migrations')).toHaveLength(1);
    for (const part of ['backend', 'frontend', 'backend-database']) {
      expect(await inside.isReady(part), part).toBe(true);
      expect(await inside.restartsOf(part), part).toBe(0);
    }
    way = await inside.reach('frontend');
  });

  inCluster('no overlay is applied with as much as a warning, in a namespace that enforces `restricted`', async () => {
    for (const [index, overlay] of OVERLAYS.entries()) {
      const folder = `deploy/kubernetes/overlays/${overlay}`;
      const space = new Namespace(spaces[index] ?? '', repo);
      await space.done('apply', '--kustomize', folder, '--selector', 'app.kubernetes.io/component=namespace');
      const labels = await space.done('get', 'namespace', space.name, '--output=jsonpath={.metadata.labels}');
      expect(JSON.parse(labels)).toMatchObject({ 'pod-security.kubernetes.io/enforce': 'restricted' });
      const said = await space.done('apply', '--kustomize', folder, '--dry-run=server');
      expect(said).toContain('deployment.apps/backend');
      for (const line of said.split('\n')) expect(line).toMatch(/(created|configured|unchanged) \(server dry run\)$/);
    }
    const pod = ['run', 'rooted', '--image=postgres:17', '--restart=Never'];
    expect((await inside.kubectl(...pod)).text).toContain('violates PodSecurity "restricted');
  });

  inCluster('the page and the API answer through the Service, and what is for the inside stays there', async () => {
    await api.expect(401, 'GET', '/api/v1/notes');
    const page = await fetch(way?.url ?? '');
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(await (await fetch(`${way?.url ?? ''}/metrics`)).text()).not.toContain('http_requests_total');
    const { token } = await newPerson(api);
    await api.expect(201, 'POST', '/api/v1/notes', { token, json: { title: 'kept' } });
  });

  inCluster('the database is reached by the service alone, and the service by the page', async () => {
    expect(await inside.reaches('backend', 'backend-database', 5432)).toBe(true);
    expect(await inside.reaches('frontend', 'backend', 8000)).toBe(true);
    expect(await inside.reaches('frontend', 'backend-database', 5432)).toBe(false);
    expect(await inside.reaches('backend', 'frontend', 80)).toBe(false);
  });

  inCluster('what runs is a number without rights, on a root that it can not write to, without a token', async () => {
    for (const part of ['backend', 'frontend']) {
      expect((await inside.within(part, 'id -u')).text).toBe('10001');
      expect((await inside.within(part, 'echo x > /tmp/x')).code).toBe(0);
      for (const place of ['/app/x', '/etc/x', '/x'])
        expect((await inside.within(part, `echo x > ${place}`)).code).not.toBe(0);
      expect((await inside.within(part, 'ls /var/run/secrets/kubernetes.io')).code).not.toBe(0);
      expect((await inside.within(part, 'grep ^CapEff: /proc/1/status')).text).toMatch(/\s0{16}$/);
    }
  });

  inCluster('the README’s command makes the first administrator', async () => {
    const readme = readFileSync(join(repo, 'deploy/kubernetes/README.md'), 'utf8');
    const [, command = ''] = /deployment\/backend -- (.*) you@example.com/.exec(readme) ?? [];
    const { code, text } = await inside.within('backend', `${command} chief@example.com`, `${PASSWORD}\n`);
    expect(code, text).toBe(0);
    const { token } = await signIn(api, 'chief@example.com', PASSWORD);
    expect((await api.expect(200, 'GET', '/api/v1/auth/me', { token })).user().role).toBe('admin');
  });

  test('the journey through the page goes well', async (context) => {
    if (problem !== undefined) leaveOut(context, problem);
    if (!existsSync(CHROMIUM)) leaveOut(context, 'there is no Chromium');
    const port = await freePort();
    const config = process.env['KUBECONFIG'] ? ` --kubeconfig ${process.env['KUBECONFIG']}` : '';
    const serve = `kubectl${config} --namespace ${inside.name} port-forward service/backend ${port}:8000`;
    const { code, text } = await journeyAt({ repo, url: way?.url ?? '', port, serve }, ['journey.test']);
    expect(code, text).toBe(0);
  });

  if (isTroubled) {
    inCluster('without its database the service is not ready, lives on, and is there again with it', async () => {
      const { token } = await signIn(api, 'chief@example.com', PASSWORD);
      const pods = await inside.podsOf('backend');
      await inside.done('scale', 'statefulset/backend-database', '--replicas=0');
      await inside.until('ready goes', async () => !(await inside.isReady('backend')));
      // Longer than liveness would take to have it restarted.
      await new Promise((resolve) => setTimeout(resolve, 45_000));
      expect(await inside.isReady('backend')).toBe(false);
      const port = await inside.within('backend', 'echo $PORT');
      const alive = `for path in healthz readyz; do bash -c 'exec 3<>/dev/tcp/127.0.0.1/${port.text}; printf "GET /$0 HTTP/1.0\\r\\nHost: x\\r\\n\\r\\n" >&3; head -1 <&3' $path; done`;
      expect((await inside.within('backend', alive)).text).toMatch(/ 200[\s\S]* 503/);
      expect((await fetch(way?.url ?? '')).status).toBe(200);
      await inside.done('scale', 'statefulset/backend-database', '--replicas=1');
      await inside.until('ready comes', () => inside.isReady('backend'));
      expect(await inside.restartsOf('backend')).toBe(0);
      expect((await inside.podsOf('backend')).map(({ metadata }) => metadata.uid)).toEqual(
        pods.map(({ metadata }) => metadata.uid),
      );
      await inside.until('the data is there', async () => {
        const { status } = await api('GET', '/api/v1/auth/me', { token });
        return status === 200;
      });
    });

    inCluster('a rolling restart under load loses no request', async () => {
      const { token } = await signIn(api, 'chief@example.com', PASSWORD);
      const before = [...(await inside.podsOf('backend')), ...(await inside.podsOf('frontend'))];
      const stop = underLoad(`${way?.url ?? ''}/api/v1/notes`, { authorization: `Bearer ${token}` });
      await inside.done('rollout', 'restart', 'deployment');
      for (const part of ['backend', 'frontend'])
        await inside.done('rollout', 'status', `deployment/${part}`, '--timeout=180s');
      for (const { metadata } of before)
        await inside.done('wait', '--for=delete', `pod/${metadata.name}`, '--timeout=120s');
      const statuses = await stop();
      expect(Object.keys(statuses), JSON.stringify(statuses)).toEqual(['200']);
      expect(statuses[200]).toBeGreaterThan(100);
    });

    inCluster('another release, of two pods each, migrates once more, and the data stays', async () => {
      const [before] = await jobs();
      await inside.done('scale', 'deployment', '--all', '--replicas=2');
      const { code, text } = await npmRunKubernetes(repo);
      expect(code, text).toBe(0);
      const [after, ...more] = await jobs();
      expect(more).toEqual([]);
      expect(after?.status).toMatchObject({ succeeded: 1 });
      expect(after?.metadata.uid).not.toBe(before?.metadata.uid);
      expect(await inside.podsOf('backend-migrations')).toHaveLength(1);
      // What the autoscaler may have set, a release leaves.
      for (const part of ['backend', 'frontend']) expect(await inside.podsOf(part)).toHaveLength(2);
      await signIn(api, 'chief@example.com', PASSWORD);
    });

    inCluster('a release says what is missing in one line: its secret, then its images', async () => {
      const lastLine = async (): Promise<string | undefined> => {
        const { code, text } = await npmRunKubernetes(repo, ['staging']);
        expect(code).toBe(1);
        return text.trim().split('\n').at(-1);
      };
      const staging = new Namespace(`${name}-staging`, repo);
      expect(await lastLine()).toMatch(
        new RegExp(
          `^The secret backend in ${staging.name} has no SECRET_KEY, DATABASE_URL; make it: kubectl --namespace `,
        ),
      );
      const literals = ['SECRET_KEY', 'DATABASE_URL'].map((key) => `--from-literal=${key}=${'x'.repeat(32)}`);
      await staging.done('create', 'secret', 'generic', 'backend', ...literals);
      expect(await lastLine()).toMatch(
        /^backend-migrations-\w+ waits: the image registry\.example\.com\/\S+-backend:0\.1\.0 is not in the cluster/,
      );
    });

    inCluster('a pod whose secret is gone says so', async () => {
      const [secret = ''] = (await inside.done('get', 'secrets', '--output=name')).split('\n');
      await inside.done('delete', secret);
      await inside.done('delete', 'pod', '--selector', 'app.kubernetes.io/name=backend');
      const waiting = '--output=jsonpath={.items[*].status.containerStatuses[*].state.waiting}';
      await inside.until('the pod says it', async () => {
        const said = await inside.done('get', 'pods', '--selector', 'app.kubernetes.io/name=backend', waiting);
        return said.includes('CreateContainerConfigError') && said.includes('not found');
      });
      expect(await inside.restartsOf('backend')).toBe(0);
    });
  }

  inCluster('everything is deleted again with its namespace', async () => {
    way?.stop();
    await inside.done('delete', 'namespace', '--ignore-not-found', '--timeout=180s', ...spaces);
    const left = await inside.done('get', 'namespaces,persistentvolumes', '--output=name');
    expect(left).not.toContain(name);
    const claims = await inside.done(
      'get',
      'persistentvolumes',
      '--output=jsonpath={.items[*].spec.claimRef.namespace}',
    );
    expect(claims).not.toContain(name);
  });
});
