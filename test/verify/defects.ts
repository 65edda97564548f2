// Defects as a wrong template would bring them into a repository, each with the check that has to find it.
import yaml from 'yaml';
import { openCatalog } from '../../src/catalog.ts';
import type { Dialect, Pipeline } from '../../src/pipeline.ts';
import { fileOf, type TreeFile } from '../../src/tree.ts';
import { pipelinesOf } from '../../src/verify/choices.ts';
import { readPipeline, type RawJob } from '../../src/verify/pipeline-source.ts';
import { SECRET_MARK } from '../../src/verify/rendered.ts';

const catalog = openCatalog(process.env['TEMPLATES']);

/** The stacks that defects are planted in: between them they have what the checks look at. */
export const STACKS = {
  python: { backend: 'fastapi', frontend: 'react', database: 'postgres', deploy: ['docker'] },
  django: { backend: 'django', frontend: 'svelte', database: 'sqlite' },
  cluster: {
    ...{ backend: 'flask', frontend: 'react', database: 'postgres', deploy: ['docker', 'kubernetes'] },
    ci: catalog.choices('ci').map(({ name }) => name),
  },
  node: { backend: 'node', frontend: 'vue', database: 'sqlite', deploy: ['docker'] },
} as const;

export interface Defect {
  readonly name: string;
  readonly check: string;
  readonly stack: keyof typeof STACKS;
  /** Where the finding must be, where it is not the file that was changed. */
  readonly at?: string;
  readonly plant: (tree: Map<string, TreeFile>) => string;
}

/** Where a lock must not say that a package comes from. */
const ADDRESS = 'https://packages.example.org/x.tgz';

/** Replaces a text in a file, which must be there. */
const replace =
  (path: string, text: string | RegExp, by: string) =>
  (tree: Map<string, TreeFile>): string => {
    const before = tree.get(path)?.content.toString();
    const after = before?.replace(text, () => by);
    if (before === undefined || after === undefined || after === before)
      throw new Error(`${path} does not hold ${String(text)}`);
    tree.set(path, fileOf(after, tree.get(path)?.secret));
    return path;
  };

/** A file more. */
const put =
  (path: string, text: string) =>
  (tree: Map<string, TreeFile>): string => {
    tree.set(path, fileOf(text));
    return path;
  };

/** A file less. */
const drop =
  (path: string) =>
  (tree: Map<string, TreeFile>): string => {
    if (!tree.delete(path)) throw new Error(`there is no ${path}`);
    return path;
  };

const append =
  (path: string, text: string) =>
  (tree: Map<string, TreeFile>): string => {
    const file = tree.get(path);
    if (file === undefined) throw new Error(`there is no ${path}`);
    tree.set(path, fileOf(file.content.toString() + text, file.secret));
    return path;
  };

const WORKFLOW = `on: [push]
permissions: {}
jobs:
  test:
    runs-on: ubuntu-24.04
    timeout-minutes: 10
    steps:
      - uses: actions/checkout@0123456789012345678901234567890123456789
      - run: npm test
`;
const MANIFEST = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: backend
spec:
  template:
    metadata:
      labels:
        app: backend
    spec:
      containers:
        - name: backend
          image: my-app-backend
          ports:
            - name: http
              containerPort: 8000
          env:
            - name: LOG_LEVEL
              value: info
---
apiVersion: v1
kind: Service
metadata:
  name: backend
spec:
  selector:
    app: backend
  ports:
    - port: 80
      targetPort: http
`;

/** A file of a layer that the stacks do not have, right but for one thing. */
const wrong =
  (path: string, right: string, text: string, by: string) =>
  (tree: Map<string, TreeFile>): string => {
    if (!right.includes(text)) throw new Error(`${path} does not hold ${text}`);
    return put(
      path,
      right.replace(text, () => by),
    )(tree);
  };

/** Files like these, with nothing wrong: none of them may be found fault with. */
/** In Go's templates, whose braces are nobody else's. */
const CHART: Readonly<Record<string, string>> = {
  'deploy/helm/chart/Chart.yaml': 'apiVersion: v2\nname: my-app\nversion: 0.1.0\n',
  'deploy/helm/chart/values.yaml': 'services:\n  backend:\n    port: 8000\n',
  'deploy/helm/chart/templates/_helpers.tpl': '{{- define "app.labels" -}}\napp: {{ .name }}\n{{- end }}\n',
  'deploy/helm/chart/templates/service.yaml': `{{/* One for each: {{ not an action. */}}
{{- range $name, $service := .Values.services }}
---
apiVersion: v1
kind: Service
metadata:
  name: {{ $name }}
  labels:
    {{- include "app.labels" (dict "root" $ "name" $name) | nindent 4 }}
spec:
  {{- if $service.port }}
  ports: [{ port: {{ $service.port }} }]
  {{ else }}
  clusterIP: None
  {{- end }}
{{- end }}
`,
};

export const RIGHT: Readonly<Record<string, string>> = {
  '.github/workflows/ci.yml': WORKFLOW,
  'deploy/kubernetes/backend.yaml': MANIFEST,
  ...CHART,
};

/** A chart of which one file is otherwise. */
const inChart =
  (file: string, text: string | RegExp, by: string) =>
  (tree: Map<string, TreeFile>): string => {
    for (const [path, content] of Object.entries(CHART)) tree.set(path, fileOf(content));
    return replace(`deploy/helm/chart/${file}`, text, by)(tree);
  };

const CHART_DEFECTS: readonly Defect[] = [
  ...(
    [
      ['a chart without a version', 'Chart.yaml', 'version: 0.1.0\n', ''],
      ['a block of Go that does not end', 'templates/service.yaml', /\{\{- end \}\}\n$/, ''],
      ['an end of nothing', 'templates/_helpers.tpl', /$/, '{{- end }}\n'],
      ['a template that is not defined', 'templates/service.yaml', 'app.labels', 'app.lables'],
      ['a template that nothing includes', 'templates/_helpers.tpl', /$/, '{{- define "app.x" }}{{ end }}\n'],
      ['a value that a chart does not have', 'templates/service.yaml', '.Values.services', '.Values.servces'],
    ] as const
  ).map(([name, file, text, by]): Defect => ({
    name,
    check: 'chart',
    stack: 'python',
    plant: inChart(file, text, by),
  })),
  {
    name: 'a block of Handlebars among Go’s',
    check: 'leftovers',
    stack: 'python',
    plant: inChart('templates/service.yaml', '---\n', '{{#if frontend}}\n---\n'),
  },
  {
    name: 'a name of the View among Go’s',
    check: 'leftovers',
    stack: 'python',
    plant: inChart('templates/service.yaml', '{{ $name }}', '{{name}}'),
  },
  {
    name: 'a key that stands twice in a chart’s values',
    check: 'yaml',
    stack: 'python',
    plant: inChart('values.yaml', /$/, 'services: {}\n'),
  },
];

/** An entry of a provider's pipeline with something changed in its data; nothing where the provider has no such thing. */
interface PipelineDefect {
  readonly name: string;
  readonly applies: (dialect: Dialect) => boolean;
  readonly change: (parts: PipelineParts) => void;
}

type Changeable = Record<string, unknown>;

interface PipelineParts {
  readonly dialect: Dialect;
  readonly whole: Changeable;
  /** The first job that has steps, and these. */
  readonly job: Changeable;
  readonly steps: unknown[];
}

const NOWHERE = 'nowhere';

const PIPELINE_DEFECTS: readonly PipelineDefect[] = [
  {
    name: 'without a key that its platform asks for',
    applies: ({ keys = [] }) => keys.length > 0,
    change: ({ dialect, whole }) => (whole[dialect.keys?.at(-1) ?? ''] = undefined),
  },
  {
    name: 'with a job that needs one that is not there',
    applies: ({ needs }) => needs !== undefined,
    change: ({ dialect, job }) => (job[dialect.needs ?? ''] = NOWHERE),
  },
  {
    name: 'with a job of a stage that is not declared',
    applies: ({ stages }) => stages !== undefined,
    change: ({ dialect, job }) => (job[dialect.stages?.stage ?? ''] = NOWHERE),
  },
  {
    name: 'with a job that extends nothing',
    applies: (dialect) => dialect.extends !== undefined,
    change: ({ dialect, job }) => (job[dialect.extends ?? ''] = NOWHERE),
  },
  {
    name: 'with a job that lacks a key',
    applies: ({ requires = [] }) => requires.length > 0,
    change: ({ dialect, job }) => (job[dialect.requires?.at(-1) ?? ''] = undefined),
  },
  {
    name: 'with a job without steps',
    applies: () => true,
    change: ({ dialect, job }) => dialect.steps.forEach((key) => (job[key] = undefined)),
  },
  {
    name: 'that takes in a file that is not there',
    applies: ({ include }) => include !== undefined,
    change: ({ dialect: { include }, whole }) => (whole[include?.list ?? ''] = [{ [include?.path ?? '']: NOWHERE }]),
  },
  {
    name: 'with a step of a file that is not there',
    applies: ({ call }) => call !== undefined,
    change: ({ dialect: { call }, steps }) => steps.push({ [call?.key ?? '']: `${call?.begins ?? ''}${NOWHERE}` }),
  },
  {
    name: 'with a step that is not pinned',
    applies: ({ pin }) => pin !== undefined,
    change: ({ dialect, steps }) => steps.push({ [dialect.uses[0] ?? '']: 'somebody/something@v4' }),
  },
];

/** Each of these in the entry of each provider, as its manifest says it is read. */
const pipelineDefects = ({ entry, dialect }: Pipeline): readonly Defect[] =>
  entry === undefined || dialect === undefined
    ? []
    : PIPELINE_DEFECTS.filter(({ applies }) => applies(dialect)).map(({ name, change }) => ({
        name: `${entry} ${name}`,
        check: 'pipelines',
        stack: 'cluster',
        plant: changeEntry(entry, dialect, change),
      }));

const changeEntry =
  (entry: string, dialect: Dialect, change: PipelineDefect['change']) =>
  (tree: Map<string, TreeFile>): string => {
    const whole = yaml.parse(tree.get(entry)?.content.toString() ?? '') as Changeable;
    const { jobs } = readPipeline(entry, dialect, (path) => (path === entry ? (whole as RawJob['job']) : {}));
    const [key = ''] = dialect.steps.slice(-1);
    const found = jobs.find(({ job }) => Array.isArray(job[key]));
    if (found === undefined) throw new Error(`${entry} has no job with steps`);
    const job = found.job as Changeable;
    change({ dialect, whole, job, steps: job[key] as unknown[] });
    tree.set(entry, fileOf(yaml.stringify(whole)));
    return entry;
  };

export const DEFECTS: readonly Defect[] = [
  ...pipelinesOf(catalog).flatMap(pipelineDefects),
  ...CHART_DEFECTS,
  {
    name: 'a comma too many in JSON',
    check: 'json',
    stack: 'node',
    plant: replace('backend/tsconfig.json', '"strict": true,', '"strict": true,,'),
  },
  {
    name: 'a key that stands twice in YAML',
    check: 'yaml',
    stack: 'python',
    plant: append('compose.yaml', '\nservices: {}\n'),
  },
  {
    name: 'an alias without its anchor',
    check: 'yaml',
    stack: 'python',
    plant: replace('compose.yaml', 'x-backend: &backend', 'x-backend:'),
  },
  {
    name: 'a string of TOML that does not end',
    check: 'toml',
    stack: 'python',
    plant: replace('backend/pyproject.toml', 'name = "backend"', 'name = "backend'),
  },
  {
    name: 'a bracket that is not closed in Python',
    check: 'python',
    stack: 'python',
    plant: append('backend/app/main.py', 'print(\n'),
  },
  {
    name: 'a return outside of a function',
    check: 'python',
    stack: 'django',
    plant: append('backend/config/urls.py', '\nreturn 1\n'),
  },
  {
    name: 'a brace that is not closed in TypeScript',
    check: 'scripts',
    stack: 'node',
    plant: append('backend/src/app.ts', 'function broken() {\n'),
  },
  {
    name: 'a tag that is not closed in JSX',
    check: 'scripts',
    stack: 'python',
    plant: append('frontend/src/main.tsx', 'export const Broken = () => <div>;\n'),
  },
  {
    name: 'a script of a Vue component that is cut off',
    check: 'scripts',
    stack: 'node',
    plant: replace('frontend/src/components/PageHeading.vue', '</script>', 'const a = ;\n</script>'),
  },
  {
    name: 'a script of a Svelte component that is cut off',
    check: 'scripts',
    stack: 'django',
    plant: replace('frontend/src/components/PageHeading.svelte', '</script>', 'const a = ;\n</script>'),
  },
  {
    name: 'an `if` without its end in a shell script',
    check: 'shell',
    stack: 'python',
    plant: append('frontend/nginx/configure.sh', 'if true; then\n'),
  },
  {
    name: 'an instruction that Docker does not know',
    check: 'dockerfile',
    stack: 'node',
    plant: replace('backend/Dockerfile', 'WORKDIR /app', 'WORKDIRR /app'),
  },
  {
    name: 'a copy from a stage that is not there',
    check: 'dockerfile',
    stack: 'python',
    plant: replace('backend/Dockerfile', '--from=build /venv', '--from=builder /venv'),
  },
  {
    name: 'a command that is no list',
    check: 'dockerfile',
    stack: 'python',
    plant: replace('frontend/Dockerfile', '"daemon off;"]', '"daemon off;",]'),
  },
  {
    name: 'an image that runs as root',
    check: 'dockerfile',
    stack: 'node',
    plant: replace('backend/Dockerfile', 'USER 10001:10001\n', ''),
  },
  {
    name: 'an image without a command',
    check: 'dockerfile',
    stack: 'node',
    plant: replace('backend/Dockerfile', /\nCMD .*\n$/, '\n'),
  },
  { name: 'a line that ends in CR', check: 'lines', stack: 'python', plant: replace('README.md', '\n', '\r\n') },
  {
    name: 'a last line without its end',
    check: 'lines',
    stack: 'python',
    plant: replace('backend/app/config.py', /\n$/, ''),
  },
  { name: 'an empty line at the end', check: 'lines', stack: 'node', plant: append('backend/src/app.ts', '\n') },
  { name: 'a byte order mark', check: 'lines', stack: 'node', plant: replace('backend/package.json', '{', '\uFEFF{') },
  {
    name: 'a shell script that can’t be run',
    check: 'modes',
    stack: 'python',
    plant: replace('frontend/nginx/configure.sh', '#!/bin/sh\n', ''),
  },
  { name: 'a `.env` that is no secret', check: 'modes', stack: 'python', plant: put('backend/.env', 'PORT=8000\n') },
  {
    name: 'a block of Handlebars that is left',
    check: 'leftovers',
    stack: 'python',
    plant: append('README.md', '{{#if frontend}}\n'),
  },
  {
    name: 'a name of the View that is left',
    check: 'leftovers',
    stack: 'python',
    plant: replace('README.md', 'My App', '{{title}}'),
  },
  {
    name: 'a value that was undefined',
    check: 'leftovers',
    stack: 'python',
    plant: replace('README.md', 'My App', 'undefined'),
  },
  {
    name: 'an object where a text should be',
    check: 'leftovers',
    stack: 'node',
    plant: append('README.md', 'moved by [object Object]\n'),
  },
  {
    name: 'an expression of GitHub that was swallowed',
    check: 'leftovers',
    stack: 'node',
    plant: wrong('.github/workflows/ci.yml', WORKFLOW, 'run: npm test', 'run: npm test $'),
  },
  {
    name: 'a random secret in a file of git’s',
    check: 'secrets',
    stack: 'python',
    plant: append('backend/.env.example', `# ${SECRET_MARK}\n`),
  },
  {
    name: 'a private key',
    check: 'secrets',
    stack: 'node',
    plant: put('backend/key.pem', `-----BEGIN RSA PRIVATE KEY-----\n`),
  },
  {
    name: 'a password in the compose file',
    check: 'secrets',
    stack: 'python',
    plant: replace('compose.yaml', /POSTGRES_PASSWORD: .*/, 'POSTGRES_PASSWORD: hunter2hunter2'),
  },
  {
    name: 'a password in a pipeline',
    check: 'secrets',
    stack: 'cluster',
    plant: replace('.gitlab-ci.yml', /POSTGRES_PASSWORD: .*/, 'POSTGRES_PASSWORD: hunter2hunter2'),
  },
  {
    name: 'a base image without a version',
    check: 'versions',
    stack: 'python',
    plant: replace('backend/Dockerfile', 'FROM python:3.13-slim-trixie AS build', 'FROM python AS build'),
  },
  {
    name: 'a base image that is latest',
    check: 'versions',
    stack: 'node',
    plant: replace('backend/Dockerfile', 'FROM node:24-trixie-slim AS build', 'FROM node:latest AS build'),
  },
  {
    name: 'an image of the compose file that is latest',
    check: 'versions',
    stack: 'python',
    plant: replace('compose.yaml', 'image: postgres:17', 'image: postgres:latest'),
  },
  {
    name: 'an action of a branch',
    check: 'versions',
    stack: 'node',
    plant: wrong('.github/workflows/ci.yml', WORKFLOW, '@0123456789012345678901234567890123456789', '@main'),
  },
  {
    name: 'a package of any version',
    check: 'versions',
    stack: 'node',
    plant: replace('backend/package.json', '"fastify": "^5.12.0"', '"fastify": "latest"'),
  },
  {
    name: 'a Python package of any version',
    check: 'versions',
    stack: 'python',
    plant: replace('backend/pyproject.toml', '"limits~=5.8"', '"limits"'),
  },
  {
    name: 'two paths that are one on Windows',
    check: 'names',
    stack: 'python',
    plant: put('backend/APP/main.py', '\n'),
    at: 'backend/app/main.py',
  },
  { name: 'a path that Windows refuses', check: 'names', stack: 'python', plant: put('backend/app/aux.py', 'X = 1\n') },
  {
    name: 'another backend in the README',
    check: 'foreign-names',
    stack: 'python',
    plant: append('README.md', 'It is served by Flask.\n'),
  },
  {
    name: 'another database in the code',
    check: 'foreign-names',
    stack: 'python',
    plant: append('backend/app/config.py', 'FALLBACK = "sqlite"\n'),
  },
  {
    name: 'containers where there are none',
    check: 'foreign-names',
    stack: 'django',
    plant: append('README.md', 'Then `docker compose up`.\n'),
  },
  {
    name: 'an import of a file that is not there',
    check: 'imports',
    stack: 'node',
    plant: replace('backend/src/app.ts', /from '\.\/(\w[\w-]*)\.ts'/, "from './missing.ts'"),
  },
  {
    name: 'an import of a package that nobody has',
    check: 'imports',
    stack: 'python',
    plant: append('frontend/src/main.tsx', "import 'left-pad';\n"),
  },
  {
    name: 'a script that imports a file that was moved',
    check: 'imports',
    stack: 'django',
    plant: drop('scripts/setup.mjs'),
    at: 'scripts/run.mjs',
  },
  {
    name: 'a module that is not there',
    check: 'modules',
    stack: 'python',
    plant: replace('backend/app/main.py', /^from app\.config import/m, 'from app.configuration import'),
  },
  {
    name: 'a module that was left out',
    check: 'modules',
    stack: 'django',
    plant: drop('backend/config/database.py'),
    at: 'backend/config/settings.py',
  },
  {
    name: 'a tsconfig that extends nothing',
    check: 'tsconfig',
    stack: 'node',
    plant: replace('backend/tsconfig.build.json', './tsconfig.json', './tsconfig.base.json'),
  },
  {
    name: 'a tsconfig that refers to nothing',
    check: 'tsconfig',
    stack: 'python',
    plant: drop('frontend/tsconfig.app.json'),
    at: 'frontend/tsconfig.json',
  },
  {
    name: 'a page without its main script',
    check: 'pages',
    stack: 'python',
    plant: replace('frontend/index.html', '/src/main.tsx', '/src/main.ts'),
  },
  {
    name: 'a page without its icon',
    check: 'pages',
    stack: 'node',
    plant: drop('frontend/public/logo.svg'),
    at: 'frontend/index.html',
  },
  {
    name: 'a link to a document that is not there',
    check: 'links',
    stack: 'python',
    plant: drop('docs/adr/0001-backend.md'),
    at: 'README.md',
  },
  {
    name: 'a path in the README that is not there',
    check: 'links',
    stack: 'node',
    plant: append('README.md', 'See `backend/src/nothing.ts`.\n'),
  },
  {
    name: 'a list of files with one that was renamed',
    check: 'links',
    stack: 'python',
    plant: drop('backend/app/dependencies.py'),
    at: 'backend/README.md',
  },
  {
    name: 'an npm script that the README alone has',
    check: 'commands',
    stack: 'python',
    plant: append('README.md', 'Then `npm run serve`.\n'),
  },
  {
    name: 'an npm script of a pipeline that is not there',
    check: 'commands',
    stack: 'node',
    plant: wrong('.github/workflows/ci.yml', WORKFLOW, 'npm test', 'npm run test:all'),
  },
  {
    name: 'a script of package.json that is not there',
    check: 'commands',
    stack: 'python',
    plant: replace('package.json', 'node scripts/dev.mjs', 'node scripts/start.mjs'),
  },
  {
    name: 'a verb whose npm script is not there',
    check: 'commands',
    stack: 'node',
    plant: replace('scripts/parts.json', '"npm run typecheck"', '"npm run types"'),
  },
  {
    name: 'a verb whose file is not there',
    check: 'parts',
    stack: 'django',
    plant: drop('backend/manage.py'),
    at: 'scripts/parts.json',
  },
  {
    name: 'a verb whose module is not there',
    check: 'parts',
    stack: 'python',
    plant: replace('scripts/parts.json', 'python -m app.cli seed', 'python -m app.seed'),
  },
  {
    name: 'a lock file under another name',
    check: 'parts',
    stack: 'django',
    plant: replace('scripts/parts.json', 'requirements-dev.txt', 'requirements.dev.txt'),
  },
  {
    name: 'a client of a contract that lies elsewhere',
    check: 'contract',
    stack: 'python',
    plant: replace('frontend/redocly.yaml', '../backend/openapi.json', '../api/openapi.json'),
  },
  {
    name: 'an image that copies what is not there',
    check: 'sources',
    stack: 'node',
    plant: replace('backend/Dockerfile', 'COPY package.json package-lock.json ./', 'COPY package.json yarn.lock ./'),
  },
  {
    name: 'an image that copies what is kept out',
    check: 'sources',
    stack: 'python',
    plant: append('backend/.dockerignore', 'requirements.txt\n'),
    at: 'backend/Dockerfile',
  },
  {
    name: 'a part of a secret that nothing takes',
    check: 'environment',
    stack: 'cluster',
    plant: append('deploy/kubernetes/overlays/development/backend/.env.example', 'SMTP_PASSWORD=change-me\n'),
  },
  {
    name: 'a foreign page in the notes on manifests',
    check: 'foreign-names',
    stack: 'cluster',
    plant: append('deploy/kubernetes/README.md', 'Svelte is served by nginx.\n'),
  },
  {
    name: 'secrets that get into the image',
    check: 'sources',
    stack: 'python',
    plant: replace('backend/.dockerignore', '\n.env\n', '\n'),
  },
  {
    name: 'a service that waits for nobody',
    check: 'compose',
    stack: 'python',
    plant: replace('compose.yaml', /^ {6}backend:\n/m, '      api:\n'),
  },
  {
    name: 'a volume that is not declared',
    check: 'compose',
    stack: 'node',
    plant: replace('compose.yaml', /^volumes:\n {2}backend-data:/m, 'volumes:\n  data:'),
  },
  {
    name: 'a host that is no service',
    check: 'compose',
    stack: 'python',
    plant: replace('compose.yaml', '@backend-database:5432', '@database:5432'),
  },
  {
    name: 'a service that is built from nowhere',
    check: 'compose',
    stack: 'python',
    plant: replace('compose.yaml', 'build: frontend', 'build: web'),
  },
  {
    name: 'a variable that nobody reads',
    check: 'environment',
    stack: 'python',
    plant: replace('compose.yaml', 'APP_ENV: production', 'APP_ENVIRONMENT: production'),
  },
  {
    name: 'a variable that .env.example has not',
    check: 'environment',
    stack: 'python',
    plant: replace('.env.example', /^BACKEND_SECRET_KEY=.*\n/m, ''),
    at: 'compose.yaml',
  },
  {
    name: 'a variable that the README has not',
    check: 'environment',
    stack: 'node',
    plant: replace('README.md', /^\| `LOG_LEVEL`.*\n/m, ''),
  },
  {
    name: 'a variable of a manifest that nobody reads',
    check: 'environment',
    stack: 'python',
    plant: wrong('deploy/kubernetes/backend.yaml', MANIFEST, 'LOG_LEVEL', 'LOGLEVEL'),
  },
  {
    name: 'a variable that no code reads',
    check: 'settings',
    stack: 'python',
    plant: append('backend/.env.example', '\n# One more\nLOG_COLOURS=no\n'),
  },
  {
    name: 'a port of .env.example that differs',
    check: 'ports',
    stack: 'python',
    plant: replace('backend/.env.example', 'PORT=8000', 'PORT=8001'),
  },
  {
    name: 'an image that exposes another port',
    check: 'ports',
    stack: 'node',
    plant: replace('backend/Dockerfile', 'EXPOSE 8000', 'EXPOSE 3000'),
  },
  {
    name: 'a published port that nobody listens on',
    check: 'ports',
    stack: 'python',
    plant: replace('compose.yaml', ':-8080}:8080', ':-8080}:80'),
  },
  {
    name: 'an address whose port is nobody’s',
    check: 'ports',
    stack: 'python',
    plant: append('README.md', 'It is at <http://localhost:3000>.\n'),
  },
  {
    name: 'a package that the lock has not',
    check: 'locks',
    stack: 'node',
    plant: replace('backend/package.json', '"ajv": "^8.20.0"', '"ajv": "^8.20.0",\n    "left-pad": "^1.3.0"'),
    at: 'backend/package-lock.json',
  },
  {
    name: 'a Python package that the lock has not',
    check: 'locks',
    stack: 'python',
    plant: replace('backend/pyproject.toml', '"limits~=5.8"', '"limits~=5.8",\n    "left-pad~=1.3"'),
    at: 'backend/requirements.txt',
  },
  {
    name: 'a lock with an address',
    check: 'locks',
    stack: 'node',
    plant: replace('backend/package-lock.json', '"integrity":', `"resolved": "${ADDRESS}",\n      "integrity":`),
  },
  {
    name: 'a pin without its hash',
    check: 'locks',
    stack: 'python',
    plant: append('backend/requirements.txt', 'left-pad==1.3.0\n'),
  },
  { name: '.env is not ignored', check: 'ignored', stack: 'python', plant: replace('.gitignore', '\n.env\n', '\n') },
  {
    name: 'a directory of the repository is ignored',
    check: 'ignored',
    stack: 'python',
    plant: append('.gitignore', 'scripts/\n'),
  },
  {
    name: 'a Service that selects nothing',
    check: 'manifests',
    stack: 'python',
    plant: wrong('deploy/kubernetes/backend.yaml', MANIFEST, 'selector:\n    app: backend', 'selector:\n    app: api'),
  },
  {
    name: 'a Service that leads to a port that is not there',
    check: 'manifests',
    stack: 'python',
    plant: wrong('deploy/kubernetes/backend.yaml', MANIFEST, 'targetPort: http', 'targetPort: web'),
  },
  {
    name: 'a kustomization that lists what is not there',
    check: 'manifests',
    stack: 'python',
    plant: put(
      'deploy/kubernetes/kustomization.yaml',
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [nothing.yaml]\n',
    ),
  },
];
