// Commands that write a directory, run in turns in one place.
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** For each command, by name: `{ms, files, mebibytes}`, the median processor time of `rounds` rounds, what it wrote, and its peak memory. */
export function measureIn(place, commands, rounds) {
  const times = inTurns(place, commands, rounds);
  const entries = Object.entries(commands).map(([name, command]) => [
    name,
    { ms: median(times[name]), files: filesAfter(place, command), mebibytes: peakMemory(place, command) },
  ]);
  return Object.fromEntries(entries);
}

/** Rounds are interleaved, as the machine's speed drifts. The first one warms the file cache. */
function inTurns(place, commands, rounds) {
  /** @type {Record<string, number[]>} */
  const times = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, command] of Object.entries(commands)) {
      const ms = once(place, command);
      if (round > 0) times[name].push(ms);
    }
  }
  return times;
}

/** Runs a command in an empty directory; answers its milliseconds of processor time, its own and the system's: others at work don't count. */
function once(place, [program, ...args]) {
  const cwd = join(place, 'run');
  rmSync(cwd, { recursive: true, force: true });
  mkdirSync(cwd);
  const timed = ['-c', 'TIMEFORMAT="%U %S"; time "$@" >/dev/null 2>&1', 'bash', program, ...args];
  const { status, stderr } = spawnSync('bash', timed, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed`);
  const [user = 0, system = 0] = stderr.trim().split(' ').map(Number);
  return (user + system) * 1000;
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

function filesAfter(place, command) {
  once(place, command);
  const entries = readdirSync(join(place, 'run'), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).length;
}

/** Peak resident memory in MiB, told by a process of Node itself at its end. */
function peakMemory(place, [program, ...args]) {
  if (program !== 'node') return undefined;
  const hook = join(import.meta.dirname, 'memory.cjs');
  const cwd = join(place, 'memory');
  rmSync(cwd, { recursive: true, force: true });
  mkdirSync(cwd);
  const { stderr } = spawnSync('node', ['--require', hook, ...args], { cwd, encoding: 'utf8' });
  return Number(/peak (\d+)/.exec(stderr)?.[1]);
}
