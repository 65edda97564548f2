// What `npm run kubernetes` says where it can't do it: in one line. No cluster is needed: a `kubectl` and a `docker` of our own answer.
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { BARE, run, runProgram, type Ran } from '../support/cli.ts';
import { emptyPlace, needsPosix } from '../support/place.ts';

let repo = '';
beforeEach(async (context) => {
  needsPosix(context, 'scripts as programs');
  const cwd = emptyPlace();
  const { code, stderr } = await run(['my-app', '--deploy', 'kubernetes', ...BARE], { cwd });
  expect(code, stderr).toBe(0);
  repo = join(cwd, 'my-app');
});

interface Programs {
  readonly kubectl?: string;
  readonly docker?: string;
  readonly kind?: string;
}

/** The repository's script, with nothing on the PATH but a shell and these programs. */
function release(programs: Programs, words: readonly string[] = [], env: Record<string, string> = {}): Promise<Ran> {
  const bin = join(dirname(repo), 'bin');
  mkdirSync(bin);
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  const PATH = [bin, ...(Object.keys(programs).length === 0 ? [] : ['/bin'])].join(delimiter);
  return runProgram([process.execPath, 'scripts/kubernetes.mjs', ...words], {
    cwd: repo,
    env: { LOAD: undefined, PATH, ...env },
  });
}

const RENDERED = `cat <<'X'
kind: Deployment
metadata:
  namespace: my-app
spec:
      - env:
          valueFrom:
            secretKeyRef:
              key: SECRET_KEY
              name: backend
        image: my-app-backend:dev
        image: my-app-frontend:dev
X`;

/** A cluster that answers, with what else it says to the words that it is asked. */
const cluster = (more = '', context = 'kind-kind'): string => `case "$*" in
  "config current-context") echo ${context} ;; "get --raw /readyz"*) echo ok ;; kustomize*) ${RENDERED}
  ;; apply*) ;; *"get secret"*) echo '{"data":{"SECRET_KEY":"eA=="}}' ;; ${more} *"--output=json") echo '{"items":[]}' ;; *) ;; esac`;
const FINE = 'exit 0';

const pod = (waiting: object, restartCount = 3): string =>
  `*"get pods"*) if [ -e "$0.seen" ]; then echo '${JSON.stringify({
    items: [
      {
        metadata: { name: 'backend-1', uid: 'new' },
        status: {
          containerStatuses: [{ name: 'backend', image: 'registry/backend:1', state: { waiting }, restartCount }],
        },
      },
    ],
  })}'; else : > "$0.seen"; echo '{"items":[]}'; fi ;; *"get deployments"*) echo '{"items":[{"metadata":{"generation":1},"spec":{},"status":{}}]}' ;; *"logs "*) echo "error: SECRET_KEY is too short" ;;`;

test.each<[string, Programs, readonly string[], string]>([
  ['no kubectl', {}, [], 'kubectl is needed and there is none: https://kubernetes.io/docs/tasks/tools/'],
  [
    'no cluster',
    { kubectl: 'echo "error: current-context is not set" >&2; exit 1' },
    [],
    'kubectl has no cluster (error: current-context is not set); one on this machine: kind create cluster',
  ],
  [
    'a cluster that does not answer',
    { kubectl: '[ "$1" = config ] && echo kind-kind && exit; echo "Unable to connect to the server: EOF" >&2; exit 1' },
    [],
    'The cluster of the context kind-kind does not answer: Unable to connect to the server: EOF',
  ],
  ['no such overlay', { kubectl: cluster() }, ['prod'], 'There is no overlay "prod" in deploy/kubernetes/overlays.'],
  [
    'a cluster that does not see this machine’s images',
    { kubectl: cluster('', 'far-away'), docker: FINE },
    [],
    'How do images get to the cluster of the context far-away? Say it: LOAD="minikube image load" npm run kubernetes, or LOAD=none where it sees this machine\'s.',
  ],
  [
    'no docker',
    { kubectl: cluster() },
    [],
    'Docker is needed to build the images, and there is none: https://docs.docker.com/get-started/get-docker/',
  ],
  [
    'an engine that does not answer',
    { kubectl: cluster(), docker: 'echo "Cannot connect to the Docker daemon" >&2; exit 1' },
    [],
    'Docker does not answer; is it started? It says: Cannot connect to the Docker daemon',
  ],
  [
    'no kind',
    { kubectl: cluster(), docker: FINE },
    [],
    'kind is needed to take the images to the cluster, and there is none. LOAD says another way.',
  ],
  [
    'images that can not be loaded',
    { kubectl: cluster(), docker: FINE, kind: 'exit 1' },
    [],
    'The images did not get to the cluster: kind load docker-image --name kind failed, see above.',
  ],
  [
    'an overlay that can not be put together',
    { kubectl: cluster().replace(RENDERED, 'echo "error: no such file" >&2; exit 1') },
    ['staging'],
    "The overlay staging can't be put together: error: no such file",
  ],
  [
    'a cluster that refuses it',
    { kubectl: cluster().replace('apply*) ;;', 'apply*) echo "Error: forbidden" >&2; exit 1 ;;') },
    ['staging'],
    'The cluster refuses staging: Error: forbidden',
  ],
  [
    'a secret that is missing',
    { kubectl: cluster().replace('{"data":{"SECRET_KEY":"eA=="}}', '{"data":{}}') },
    ['production'],
    'The secret backend in my-app has no SECRET_KEY; make it: kubectl --namespace my-app create secret generic backend --from-literal=SECRET_KEY=…',
  ],
  [
    'migrations that fail',
    {
      kubectl: cluster(
        `*"get jobs"*) echo '{"items":[{"metadata":{"name":"backend-migrations"},"status":{"conditions":[{"type":"Failed","status":"True"}]}}]}' ;; *"logs job/"*) echo "error: no such database" ;;`,
      ),
    },
    ['production'],
    'backend-migrations failed: error: no such database',
  ],
  [
    'an image that is not in the cluster',
    { kubectl: cluster(pod({ reason: 'ErrImagePull' })) },
    ['production'],
    'backend-1 waits: the image registry/backend:1 is not in the cluster (ErrImagePull).',
  ],
  [
    'a secret that goes meanwhile',
    { kubectl: cluster(pod({ reason: 'CreateContainerConfigError', message: 'secret "backend" not found' })) },
    ['production'],
    'backend-1 waits: secret "backend" not found.',
  ],
  [
    'a pod that the cluster does not make',
    {
      kubectl: cluster(
        `*"get events"*) echo '{"items":[{"count":3,"lastTimestamp":"2999-01-01T00:00:00Z","message":"Error creating: exceeded quota"}]}' ;; *"get jobs"*) echo '{"items":[{"metadata":{},"status":{}}]}' ;;`,
      ),
    },
    ['production'],
    'Error creating: exceeded quota',
  ],
  [
    'a service that refuses to start',
    { kubectl: cluster(pod({ reason: 'CrashLoopBackOff' })) },
    ['production'],
    'backend-1 ends again and again: error: SECRET_KEY is too short',
  ],
])('%s', async (_what, programs, words, line) => {
  const { code, stderr } = await release(programs, words);
  expect(stderr).toBe(`${line}\n`);
  expect(code).toBe(1);
});

test('development gets secrets at random, which only their owner reads, and which stay', async () => {
  const file = join(repo, 'deploy/kubernetes/overlays/development/backend/.env');
  await release({ kubectl: cluster() });
  const text = readFileSync(file, 'utf8');
  expect(text).toMatch(/^SECRET_KEY=[0-9a-f]{64}$/m);
  const [, password] = /^POSTGRES_PASSWORD=([0-9a-f]{64})$/m.exec(text) ?? [];
  expect(text).toContain(`DATABASE_URL=postgres://my_app:${password}@backend-database:5432/my_app`);
  expect(text).not.toContain(`SECRET_KEY=${password}`);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  await runProgram([process.execPath, 'scripts/kubernetes.mjs'], {
    cwd: repo,
    env: { PATH: join(dirname(repo), 'bin') + ':/bin' },
  });
  expect(readFileSync(file, 'utf8')).toBe(text);
});

test('LOAD takes the images to another cluster, and the address is told', async () => {
  const service =
    '*"get services"*) echo \'{"items":[{"metadata":{"name":"frontend"},"spec":{"ports":[{"port":80}]}}]}\' ;;';
  const programs = { kubectl: cluster(service, 'minikube'), docker: FINE, minikube: 'echo "$@" > "$0.said"' };
  const { code, stdout, stderr } = await release(programs, [], { LOAD: 'minikube image load' });
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(readFileSync(join(dirname(repo), 'bin/minikube.said'), 'utf8')).toBe(
    'image load my-app-backend:dev my-app-frontend:dev\n',
  );
  expect(stdout).toContain('kubectl --namespace my-app port-forward service/frontend 8080:80\n');
});
