// What can be seen without an engine, for every stack: the compose model, the Dockerfiles, what they leave out, and who else says "docker".
import { describe, expect, test } from 'vitest';
import { partsOf } from '../../src/render/parts.ts';
import { render } from '../../src/render/render.ts';
import { isJob, readCompose, type ComposeService } from './support/compose.ts';
import { only, stagesOf } from './support/dockerfile.ts';
import { catalog, combinations, nameOf, stackOf, textOf, treeOf } from './support/stacks.ts';

const DEPLOY = { deploy: ['docker'] };
const EXACT_TAG = /^[\w./-]+:\d[\w.-]*$/;
const REQUIRED = /\$\{\w+:\?[^}]+\}/;
// Without a password of its own in it: `${NAME}` stands where one would.
const hasPassword = (value: string): boolean => /:\/\/[^:/]+:(?!\$\{)[^@]+@/.test(value);

describe.each(combinations.map((answers) => [nameOf(answers), answers] as const))('%s', (_name, answers) => {
  const stack = stackOf(answers, DEPLOY);
  const tree = treeOf(answers, DEPLOY);
  const compose = readCompose(textOf(tree, 'compose.yaml'));
  const services = Object.entries(compose.services);
  const parts = partsOf(stack, (id) => catalog.layer(id));
  const built = services.filter(([, { build }]) => build !== undefined);
  const dockerfiles = parts.map(({ directory }) => [directory, textOf(tree, `${directory}/Dockerfile`)] as const);

  test('every part has a service in compose, and every service migrations that it waits for', () => {
    expect(compose.name).toBe(stack.project.name);
    for (const { name, directory } of parts) expect(compose.services[name]?.build).toBe(directory);
    for (const { name } of stack.services) {
      expect(compose.services[name]?.depends_on).toEqual({
        [`${name}-migrations`]: { condition: 'service_completed_successfully' },
      });
      const job = compose.services[`${name}-migrations`];
      expect(job?.command?.length).toBeGreaterThan(1);
      expect(job?.image).toBe(compose.services[name]?.image);
      expect(job?.environment).toEqual(compose.services[name]?.environment);
    }
    if (stack.frontend)
      expect(compose.services['frontend']?.depends_on).toEqual({ backend: { condition: 'service_healthy' } });
  });

  test('everything that stays has a health check, and whoever needs a database waits for it', () => {
    for (const [name, service] of services) {
      if (isJob(service)) continue;
      expect(service.healthcheck?.interval, name).toBeDefined();
      expect(service.restart, name).toBe('unless-stopped');
      // Without a test here it is the image's.
      if (service.build === undefined) expect(service.healthcheck?.test?.[0], name).toBe('CMD');
    }
    for (const [, { depends_on: needs }] of services)
      for (const [name, { condition }] of Object.entries(needs ?? {}))
        expect(condition).toBe(
          isJob(compose.services[name] ?? {}) ? 'service_completed_successfully' : 'service_healthy',
        );
  });

  test('nothing has a name of the whole machine, and ports are on loopback and can be moved', () => {
    for (const [name, { container_name: own, ports = [] }] of services) {
      expect(own, name).toBeUndefined();
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\$\{[A-Z_]+_PORT:-\d+\}:\d+$/);
    }
    for (const volume of Object.values(compose.volumes ?? {})) expect(volume?.name).toBeUndefined();
    // Only what a person opens: the page, or the API where there is none.
    const open = services.filter(([, { ports }]) => ports).map(([name]) => name);
    expect(open).toEqual(stack.frontend ? ['frontend'] : stack.services.map(({ name }) => name));
  });

  test('runs with nothing but what it needs', () => {
    for (const [name, service] of services) {
      expect(service.read_only, name).toBe(true);
      expect(service.cap_drop, name).toEqual(['ALL']);
      expect(service.security_opt, name).toEqual(['no-new-privileges:true']);
      expect(service.tmpfs?.filter((path) => path !== '/run/postgresql')).toEqual(['/tmp']);
      if (service.build === undefined) expect(service.user, name).toBeDefined();
    }
    for (const [, { image }] of services.filter(([, { build }]) => build === undefined))
      expect(image).toMatch(EXACT_TAG);
  });

  test('no credential stands in it, and a missing one is named', () => {
    for (const [name, { environment }] of services)
      for (const [key, value] of Object.entries(environment ?? {})) {
        if (/SECRET|PASSWORD|TOKEN$|KEY/.test(key)) expect(value, `${name} ${key}`).toMatch(REQUIRED);
        expect(hasPassword(value ?? ''), `${name} ${key}`).toBe(false);
      }
    const asked = new Set(
      [...textOf(tree, 'compose.yaml').matchAll(/\$\{(\w+)[^}]*\}/g)].map(([, variable]) => variable),
    );
    const told = [...textOf(tree, '.env.example').matchAll(/^(\w+)=/gm)].map(([, variable]) => variable);
    if (stack.frontend) expect([...asked].sort()).toEqual(told.sort());
    expect([...asked]).toEqual(expect.arrayContaining(told));
    expect(textOf(tree, '.gitignore')).toMatch(/^\.env$/m);
    expect(tree.has('.env')).toBe(false);
  });

  test('a service gets the variables that its manifests declare, and no other', () => {
    for (const part of parts.filter(({ name }) => name !== 'frontend')) {
      const declared = part.layers.flatMap(({ manifest }) => manifest.env ?? []).map(({ name }) => name);
      const given = Object.keys(compose.services[part.name]?.environment ?? {});
      expect([...given].sort()).toEqual([...declared].sort());
      expect(compose.services[part.name]?.environment).toMatchObject({ APP_ENV: 'production' });
    }
  });

  test('a database is on a network of its own, and what is kept is on a volume', () => {
    const isDatabase = ([, { build }]: readonly [string, ComposeService]): boolean => build === undefined;
    for (const [name, { networks = [], volumes = [] }] of services.filter(isDatabase)) {
      expect(networks).toEqual([name]);
      expect(compose.networks?.[name]).toEqual({ internal: true });
      expect(compose.services['frontend']?.networks ?? []).not.toContain(name);
      expect(volumes.length).toBe(1);
    }
    const mounted = services.flatMap(([, { volumes = [] }]) => volumes).map((volume) => volume.split(':')[0]);
    expect([...new Set(mounted)]).toEqual(Object.keys(compose.volumes ?? {}));
    expect(mounted.length).toBeGreaterThan(0);
  });

  test.each(dockerfiles)(
    '%s/Dockerfile: stages, pinned bases, a user, health, a command that is process 1',
    (directory, text) => {
      const stages = stagesOf(text);
      const last = stages.at(-1) ?? [];
      expect(stages.length).toBeGreaterThanOrEqual(2);
      for (const [from] of stages) expect(from?.rest.split(' ')[0]).toMatch(EXACT_TAG);
      const [user = ''] = only(last, 'USER');
      expect(Number(user.split(':')[0])).toBeGreaterThanOrEqual(10_000);
      expect(only(last, 'HEALTHCHECK')).toHaveLength(1);
      const [command = ''] = only(last, 'CMD');
      expect((JSON.parse(command) as string[])[0]).toMatch(/^(python|node|nginx)$/);
      expect(only(last, 'RUN').join(' ')).not.toMatch(/\b(npm|pip|apt-get|gcc|make)\b/);
      const labels = only(last, 'LABEL').join(' ');
      for (const label of ['title', 'description', 'licenses', 'version', 'revision'])
        expect(labels).toContain(`org.opencontainers.image.${label}=`);
      expect(text).toMatch(/npm ci|pip .*install .*--no-deps --require-hashes/);
      const ignored = textOf(tree, `${directory}/.dockerignore`).split('\n');
      expect(ignored).toEqual(expect.arrayContaining(['.env', '.env.*']));
      expect(ignored.some((line) => /^(node_modules|\.venv)\/$/.test(line))).toBe(true);
    },
  );

  test('the README has a section of it', () => {
    const readme = textOf(tree, 'README.md');
    expect(readme).toContain('\n## In containers\n');
    expect(readme).toContain('npm run docker');
    for (const { name } of stack.services)
      expect(readme).toMatch(new RegExp(`docker compose exec ${name} \\S+ .*admin`));
  });

  test('without it nothing says "docker" or "compose"', () => {
    for (const [path, { content }] of treeOf(answers)) {
      if (/(^|\/)(package-lock\.json|requirements[\w-]*\.txt)$/.test(path)) continue;
      expect(path).not.toMatch(/docker|compose/i);
      expect(content.toString(), path).not.toMatch(/\bdocker|\bcompose\.ya?ml|npm run docker/i);
    }
  });

  test('the images of two parts have two names', () => {
    const images = new Set(built.map(([, { image }]) => image));
    expect(images.size).toBe(parts.length);
    for (const image of images) expect(image).toMatch(/^[a-z0-9-]+:\$\{TAG:-dev\}$/);
  });
});

test('is written for a list of services: each has its own image, migrations, secrets, database and network', () => {
  const one = stackOf({ backend: 'fastapi', frontend: 'react', database: 'postgres' }, DEPLOY);
  const [service] = one.services;
  if (service === undefined) throw new Error('a stack without a service');
  const services = ['orders', 'user-data'].map((name) => ({ ...service, name, directory: `services/${name}` }));
  const tree = render({ ...one, services }, catalog, () => 'r'.repeat(64));
  const compose = readCompose(textOf(tree, 'compose.yaml'));
  expect(Object.keys(compose.services).sort()).toEqual(
    ['frontend', ...services.flatMap(({ name }) => [name, `${name}-database`, `${name}-migrations`])].sort(),
  );
  expect(compose.services['user-data']).toMatchObject({
    build: 'services/user-data',
    environment: { SECRET_KEY: expect.stringContaining('${USER_DATA_SECRET_KEY:?') as string },
    networks: ['default', 'user-data-database'],
  });
  expect(compose.services['frontend']?.environment?.['API_URL']).toBe('http://orders:8000');
  expect(Object.keys(compose.volumes ?? {})).toEqual(['orders-database', 'user-data-database']);
});
