// Measures the CLI beside an empty Node, `cp -r` of the same files and create-vite, in one run: `npm run bench [rounds]`.
// Writes what it saw to docs/benchmarks.md: on the disk, and in memory where the machine has such a place, as the disk's own time for
// twelve times the files differs manifold from hour to hour.
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureIn } from './bench/commands.mjs';
import { writeSection } from './bench/document.mjs';
import { verifyTable } from './bench/verify.mjs';
import { run } from './locks/run.mjs';

const root = join(import.meta.dirname, '..');
const rounds = Number(process.argv[2] ?? 15);
process.chdir(root);
run(process.execPath, ['scripts/build.mjs']);

const cli = join(root, 'bin', 'create-technokaizen-app.js');
const vite = join(root, 'node_modules', 'create-vite', 'index.js');
const STACK = {
  backend: 'fastapi',
  frontend: 'react',
  database: 'postgres',
  deploy: 'docker,kubernetes',
  ci: 'github',
};
const WORDS = Object.entries(STACK).flatMap(([key, value]) => [`--${key}`, value]);
const SCAFFOLD = ['node', cli, 'my-app', ...WORDS, '--yes', '--no-install', '--no-git'];
const [EMPTY, HELP, OURS, PEER] = [
  'an empty node',
  'ours: `--help`',
  'ours: a complete stack',
  'create-vite: a scaffold (react-ts)',
];
const MEMORY = '/dev/shm';

const places = { 'On the disk': tmpdir(), ...(existsSync(MEMORY) && { 'In memory': MEMORY }) };
const found = Object.entries(places).map(([title, parent]) => [title, measured(parent)]);
const text = found.flatMap(([title, figures]) => ['', `### ${title}`, '', ...table(figures)]);
writeSection('cli', heading(), text);
const stacks = verifyTable(cli);
writeSection('verify', `One run each, ${machine()}.`, ['', ...stacks]);
console.log([...text, '', ...stacks].join('\n'));
console.log(found.flatMap(([title, figures]) => misses(title, figures)).join('\n') || 'All targets are met.');

function measured(parent) {
  const place = mkdtempSync(join(parent, 'technokaizen-bench-'));
  try {
    mkdirSync(join(place, 'model'));
    spawnSync('node', SCAFFOLD.slice(1), { cwd: join(place, 'model') });
    return measureIn(place, commandsIn(place), rounds);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

function commandsIn(place) {
  return {
    [EMPTY]: ['node', '-e', '0'],
    'ours: `--version`': ['node', cli, '--version'],
    [HELP]: ['node', cli, '--help'],
    [OURS]: SCAFFOLD,
    'create-vite: `--help`': ['node', vite, '--help'],
    [PEER]: ['node', vite, 'my-app', '--template', 'react-ts', '--no-interactive'],
    '`cp -r` of what ours writes': ['cp', '-r', join(place, 'model', 'my-app'), 'my-app'],
  };
}

function heading() {
  const stack = Object.values(STACK).join(', ');
  return `Processor time (user and system), medians of ${rounds} interleaved rounds, ${machine()}. The complete stack is ${stack}.`;
}

function machine() {
  const name = `Node ${process.versions.node}, ${cpus().length} cores (${cpus()[0]?.model.trim()})`;
  return `${name}, ${new Date().toISOString().slice(0, 10)}`;
}

function table(figures) {
  const rows = Object.entries(figures).map(([name, { ms, files, mebibytes }]) => {
    const ratios = [EMPTY, PEER].map((other) => (ms / figures[other].ms).toFixed(2));
    return `| ${[name, ms.toFixed(0), ...ratios, mebibytes ?? '', files || ''].join(' | ')} |`;
  });
  return [
    '| what | CPU ms | × an empty node | × create-vite’s scaffold | peak MiB | files |',
    '| --- | --: | --: | --: | --: | --: |',
    ...rows,
  ];
}

/** One line for each target that was not reached; no failure, as a busy machine says little. */
function misses(title, figures) {
  const targets = [
    ['--help, x an empty node', figures[HELP].ms / figures[EMPTY].ms, 1.25],
    ['a scaffold, x create-vite', figures[OURS].ms / figures[PEER].ms, 1.7],
    ['a scaffold, peak MiB', figures[OURS].mebibytes, 60],
  ];
  return targets
    .filter(([, seen, most]) => !(seen <= most))
    .map(([what, seen, most]) => `TARGET MISSED, ${title}: ${what} is ${seen.toFixed(2)}, at most ${most} was wanted.`);
}
