// What can be seen of the Kubernetes files without any tool, for every stack that can have them.
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { render } from '../../src/render/render.ts';
import { filesOf, DEPLOY, valid } from './support/kubernetes-files.ts';
import { OVERLAYS } from './support/places.ts';
import { expectSound } from './support/kubernetes-rules.ts';
import { ofKind, resourcesOf, workloads } from './support/manifests.ts';
import { catalog, combinations, nameOf, stackOf, textOf, treeOf } from './support/stacks.ts';

interface Kustomization {
  readonly resources?: readonly string[];
  readonly components?: readonly string[];
  readonly namespace?: string;
  readonly images?: readonly { readonly name: string; readonly newTag?: string }[];
}

test('there are such stacks, and others are refused', () => {
  expect(valid.length).toBe(combinations.length / 2);
  for (const answers of combinations.filter((each) => !valid.includes(each)))
    expect(() => stackOf(answers, { deploy: DEPLOY.deploy ?? [] })).toThrow(/--deploy kubernetes needs --database/);
});

describe.each(valid.map((answers) => [nameOf(answers), answers] as const))('%s', (_name, answers) => {
  const stack = stackOf(answers, { deploy: DEPLOY.deploy ?? [] });
  const files = filesOf(answers);
  const paths = Object.keys(files);
  const kustomizations = paths.filter((path) => path.endsWith('kustomization.yaml'));
  const manifests = paths.filter((path) => path.endsWith('.yaml') && !kustomizations.includes(path));
  const read = (path: string): Kustomization => parse(files[path] ?? '', { uniqueKeys: true }) as Kustomization;

  test('every file belongs to a kustomization, and what those name is there', () => {
    const named = kustomizations.flatMap((path) => {
      const { resources = [], components = [] } = read(path);
      return [...resources, ...components].map((entry) => join(dirname(path), entry));
    });
    for (const path of named)
      expect(paths.includes(path) || kustomizations.includes(`${path}/kustomization.yaml`), path).toBe(true);
    expect(manifests.filter((path) => !named.includes(path))).toEqual([]);
    for (const overlay of OVERLAYS) expect(kustomizations).toContain(`overlays/${overlay}/kustomization.yaml`);
  });

  test('what is in the base and in each overlay is sound', () => {
    const below = (folder: string): ReturnType<typeof resourcesOf> =>
      manifests.filter((path) => path.startsWith(folder)).flatMap((path) => resourcesOf(files[path] ?? ''));
    expectSound([...below('base/'), ...below('overlays/development/')]);
    for (const path of manifests) expect(resourcesOf(files[path] ?? '').length, path).toBeGreaterThan(0);
  });

  test('every service has a Job that runs its migrations, on the same image', () => {
    for (const { name } of stack.services) {
      const [deployment] = resourcesOf(files[`base/${name}/deployment.yaml`] ?? '');
      const [job] = workloads(resourcesOf(files[`base/${name}/migrations.yaml`] ?? ''));
      const [container] = job?.spec.template.spec.containers ?? [];
      const [served] = deployment?.spec.template?.spec.containers ?? [];
      expect(job?.kind).toBe('Job');
      expect(job?.spec.template.spec.restartPolicy).toBe('Never');
      expect(container?.command?.join(' ')).toMatch(/migrate|upgrade/);
      expect(container?.image).toBe(served?.image);
      expect(container?.env).toEqual(served?.env);
      expect(served?.command).toBeUndefined();
    }
  });

  test('a service gets the variables that its manifests declare, secrets from a Secret', () => {
    for (const { name, backend, database } of stack.services) {
      const layers = [
        ...(backend.manifest.extends ?? []).map((base) => catalog.layer(`common/${base}`)),
        backend,
        database,
      ];
      const declared = layers.flatMap(({ manifest }) => manifest.env ?? []);
      const settings = files[`base/${name}/settings.env`] ?? '';
      const [deployment] = resourcesOf(files[`base/${name}/deployment.yaml`] ?? '');
      const secrets = deployment?.spec.template?.spec.containers[0]?.env?.map((variable) => variable.name) ?? [];
      for (const { name: variable, secret } of declared) {
        if (secret) expect(secrets).toContain(variable);
        else expect(settings).toMatch(new RegExp(`^${variable}=`, 'm'));
      }
      const example = files[`overlays/development/${name}/.env.example`] ?? '';
      for (const secret of secrets) expect(example).toMatch(new RegExp(`^${secret}=.*change-me`, 'm'));
      expect(settings).not.toMatch(/change-me|SECRET|PASSWORD/);
    }
  });

  test('each overlay has a namespace of its own and names the tag of every image', () => {
    const overlays = OVERLAYS.map((overlay) => read(`overlays/${overlay}/kustomization.yaml`));
    const namespaces = overlays.map(({ namespace }) => namespace);
    expect(new Set(namespaces).size).toBe(OVERLAYS.length);
    for (const namespace of namespaces) expect(namespace).toMatch(/^[a-z][a-z0-9-]{0,62}$/);
    const parts = [...stack.services.map(({ name }) => name), ...(stack.frontend ? ['frontend'] : [])];
    for (const { images = [] } of overlays) {
      expect(images.map(({ name }) => name)).toEqual(parts.map((part) => `${stack.project.name}-${part}`));
      for (const { newTag } of images) expect(newTag).toMatch(/^(dev|\d+\.\d+\.\d+)$/);
    }
  });

  test('the namespace refuses pods that are not restricted', () => {
    const [namespace] = ofKind(resourcesOf(files['base/namespace.yaml'] ?? ''), 'Namespace');
    expect(namespace?.metadata.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'restricted',
      'pod-security.kubernetes.io/warn': 'restricted',
    });
  });

  test('the README says how, and git ignores the secrets', () => {
    const tree = treeOf(answers, { deploy: DEPLOY.deploy ?? [] });
    expect(textOf(tree, 'README.md')).toContain('\n## On Kubernetes\n');
    expect(textOf(tree, 'deploy/kubernetes/README.md')).toContain('npm run kubernetes -- production');
    expect(JSON.parse(textOf(tree, 'package.json'))).toMatchObject({
      scripts: { kubernetes: expect.any(String) as string },
    });
    expect(textOf(tree, '.gitignore')).toMatch(/^\.env$/m);
    expect([...tree.keys()].filter((path) => path.startsWith('deploy/') && path.endsWith('/.env'))).toEqual([]);
  });

  test('without it nothing says "kubernetes"', () => {
    for (const [path, { content }] of treeOf(answers, { deploy: ['docker'] })) {
      if (/(^|\/)(package-lock\.json|requirements[\w-]*\.txt)$/.test(path)) continue;
      expect(path).not.toMatch(/kubernetes|kustom/i);
      expect(content.toString(), path).not.toMatch(/npm run kubernetes|deploy\/kubernetes|kustomiz/i);
    }
  });
});

test('is written for a list of services: each has its own pods, migrations, settings, secrets and database', () => {
  const one = stackOf(valid[0] ?? {}, { deploy: DEPLOY.deploy ?? [] });
  const [service] = one.services;
  if (service === undefined) throw new Error('a stack without a service');
  const services = ['orders', 'user-data'].map((name) => ({ ...service, name, directory: `services/${name}` }));
  const tree = render({ ...one, services }, catalog, () => 'r'.repeat(64));
  for (const { name } of services) {
    const [deployment] = resourcesOf(textOf(tree, `deploy/kubernetes/base/${name}/deployment.yaml`));
    expect(deployment?.metadata.name).toBe(name);
    expect(textOf(tree, 'deploy/kubernetes/base/kustomization.yaml')).toContain(`  - ${name}\n`);
    expect(textOf(tree, `deploy/kubernetes/overlays/development/${name}/.env.example`)).toContain(
      `@${name}-database:5432`,
    );
    expect(textOf(tree, 'deploy/kubernetes/overlays/production/kustomization.yaml')).toContain(`  - name: ${name}\n`);
  }
});
