import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const CLI = join(root, 'bin', 'create-technokaizen-app.js');

/** The service of a repository as a user gets it, set up and built in `folder`, unless it is there from an earlier run. */
export function prepareRepository(folder, backend, database) {
  const repository = join(folder, `${backend}-${database}`);
  if (!existsSync(repository)) scaffold(folder, `${backend}-${database}`, backend, database);
  const service = readService(repository);
  const isSetUp = existsSync(join(service.directory, service.install.creates));
  if (!isSetUp) for (const verb of ['setup', 'build']) runVerb(service, verb);
  return service;
}

function scaffold(folder, name, backend, database) {
  mkdirSync(folder, { recursive: true });
  const choices = ['--backend', backend, '--frontend', 'none', '--database', database];
  run(process.execPath, [CLI, name, ...choices, '--yes', '--no-install', '--no-git'], folder);
}

/** The one part that has a server: a repository without a page has no other. */
function readService(repository) {
  const parts = JSON.parse(readFileSync(join(repository, 'scripts', 'parts.json'), 'utf8'));
  const part = parts.find(({ verbs }) => verbs.serve);
  return { ...part, directory: resolve(repository, part.directory) };
}

function runVerb({ verbs, directory }, verb) {
  for (const command of [verbs[verb] ?? []].flat()) {
    const [program, ...args] = command.split(' ');
    run(program, args, directory);
  }
}

function run(program, args, cwd) {
  const { status, error, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed\n${error ?? ''}${stdout}${stderr}`);
}

const OWN_FOLDER = '.bench';

/** The framework's hello world, beside the service so that it finds the same installed packages. */
export function prepareHello(service, backend) {
  const source = join(import.meta.dirname, 'hello', backend);
  if (!existsSync(source)) throw new Error(`${backend} has no hello world: write ${source}/hello.json`);
  const beside = join(service.directory, OWN_FOLDER);
  cpSync(source, join(beside, 'hello'), { recursive: true });
  cpSync(join(import.meta.dirname, 'queries'), join(beside, 'queries'), { recursive: true });
  const directory = join(beside, 'hello');
  const { serve, queries } = JSON.parse(readFileSync(join(directory, 'hello.json'), 'utf8'));
  return { directory, programs: programsOf(service), verbs: { serve, queries } };
}

/** The service's own programs, found from any directory. */
const programsOf = ({ directory, programs = {} }) =>
  Object.fromEntries(
    Object.entries(programs).map(([word, places]) => [
      word,
      Object.fromEntries(Object.entries(places).map(([platform, place]) => [platform, resolve(directory, place)])),
    ]),
  );
