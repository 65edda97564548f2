// Measures the CLI beside an empty Node, `cp -r` of the same files and create-vite, in one run: `npm run bench [rounds]`.
// Writes what it saw to docs/benchmarks.md. Rounds are interleaved and medians taken, as the machine's speed drifts.
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { writeSection } from './bench/document.mjs';
import { run } from './test/run.mjs';

const root = join(import.meta.dirname, '..');
const rounds = Number(process.argv[2] ?? 15);
const scratch = mkdtempSync(join(tmpdir(), 'technokaizen-bench-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
process.chdir(root);
run(process.execPath, ['scripts/build.mjs']);

const cli = join(root, 'bin', 'create-technokaizen-app.js');
const vite = join(root, 'node_modules', 'create-vite', 'index.js');
const scaffold = [cli, 'my-app', '--yes', '--no-install', '--no-git'];
const PEER = 'create-vite: a scaffold (react-ts)';
const subjects = {
  'an empty node': ['node', '-e', '0'],
  'ours: `--version`': ['node', cli, '--version'],
  'ours: `--help`': ['node', cli, '--help'],
  'ours: a whole scaffold': ['node', ...scaffold],
  'create-vite: `--help`': ['node', vite, '--help'],
  [PEER]: ['node', vite, 'my-app', '--template', 'react-ts', '--no-interactive'],
  '`cp -r` of what ours writes': ['cp', '-r', join(scratch, 'model', 'my-app'), 'my-app'],
};

mkdirSync(join(scratch, 'model'));
spawnSync('node', scaffold, { cwd: join(scratch, 'model') });
const seconds = measure();
const rows = Object.keys(subjects).map(row);
console.log(rows.join('\n'));
writeSection('cli', heading(), rows);
console.log(misses().join('\n') || 'All targets are met.');

/** Milliseconds of each subject in each round. */
function measure() {
  const times = Object.fromEntries(Object.keys(subjects).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, command] of Object.entries(subjects)) {
      const time = once(command);
      // The first round warms the file cache.
      if (round > 0) times[name].push(time);
    }
  }
  return times;
}

function once([program, ...args], options = {}) {
  const cwd = join(scratch, 'run');
  rmSync(cwd, { recursive: true, force: true });
  mkdirSync(cwd);
  const begin = performance.now();
  const { status, stderr } = spawnSync(program, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'], ...options });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed: ${stderr}`);
  return performance.now() - begin;
}

/** One line for each target that was not reached; no failure, as a busy machine says little. */
function misses() {
  const [help, scaffolded] = ['ours: `--help`', 'ours: a whole scaffold'];
  const targets = [
    ['--help, x an empty node', median(seconds[help]) / median(seconds['an empty node']), 1.3],
    ['a scaffold, x create-vite', median(seconds[scaffolded]) / median(seconds[PEER]), 1.5],
    ['a scaffold, peak MiB', Number(memory(subjects[scaffolded])), 60],
  ];
  return targets
    .filter(([, seen, most]) => !(seen <= most))
    .map(([what, seen, most]) => `TARGET MISSED: ${what} is ${seen.toFixed(2)}, at most ${most} was wanted.`);
}

function median(list) {
  return [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
}

function row(name) {
  const [time, empty, peer] = [name, 'an empty node', PEER].map((each) => median(seconds[each]));
  const files = filesAfter(subjects[name]);
  return `| ${name} | ${time.toFixed(0)} | ${(time / empty).toFixed(2)} | ${(time / peer).toFixed(2)} | ${memory(subjects[name])} | ${files || ''} |`;
}

function filesAfter(command) {
  once(command);
  return readdirSync(join(scratch, 'run'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    .length;
}

/** Peak resident memory in MiB, told by the process itself at its end. */
function memory(command) {
  if (command[0] !== 'node') return '';
  const hook = pathToFileURL(join(import.meta.dirname, 'bench', 'memory.mjs')).href;
  const cwd = join(scratch, 'memory');
  rmSync(cwd, { recursive: true, force: true });
  mkdirSync(cwd);
  const { stderr } = spawnSync('node', ['--import', hook, ...command.slice(1)], { cwd, encoding: 'utf8' });
  return /peak (\d+)/.exec(stderr)?.[1] ?? '';
}

function heading() {
  return `Medians of ${rounds} interleaved rounds, Node ${process.versions.node}, ${cpus().length} cores (${cpus()[0]?.model.trim()}), ${new Date().toISOString().slice(0, 10)}.

| what | ms | × an empty node | × create-vite's scaffold | peak MiB | files |
| --- | --: | --: | --: | --: | --: |`;
}
