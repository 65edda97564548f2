import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';

const running = new Set();
process.on('exit', () => running.forEach(kill));

// The shell reports the processor time of everything that it waited for: Node.js knows only its own.
const TIMED = '"$@"; status=$?; times > "$STEP_TIMES"; exit $status';

/**
 * Runs a program until it ends or its time is up; then it and all that it started are killed.
 * @param {readonly string[]} command
 * @param {{ env: NodeJS.ProcessEnv, minutes: number, timesFile: string }} options
 * @returns {Promise<{ status: number | null, output: string, wall: number, cpu: number | undefined }>} seconds
 */
export function runBounded(command, { env, minutes, timesFile }) {
  const begin = Date.now();
  const isWindows = process.platform === 'win32';
  const [program, ...args] = isWindows ? command : ['sh', '-c', TIMED, 'sh', ...command];
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env, STEP_TIMES: timesFile },
    // A group of its own, so that its end is the end of everything in it.
    detached: !isWindows,
  });
  running.add(child);
  const chunks = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => chunks.push(chunk));
  const timer = setTimeout(() => {
    chunks.push(Buffer.from(`\nStopped after ${minutes} minutes: it hung.\n`));
    kill(child);
  }, minutes * 60_000);
  return new Promise((resolve) => {
    const end = (status) => {
      clearTimeout(timer);
      running.delete(child);
      // What it left behind holds the pipes open.
      kill(child);
      setImmediate(() => {
        const output = Buffer.concat(chunks).toString();
        resolve({ status, output, wall: (Date.now() - begin) / 1000, cpu: cpuSeconds(timesFile) });
      });
    };
    child.on('error', (error) => {
      chunks.push(Buffer.from(`${error.message}\n`));
      end(null);
    });
    child.on('exit', end);
  });
}

/** Processor seconds, user and system, of a shell's children: the second line that `times` prints, as `1m2.5s 0m0.25s`. */
function cpuSeconds(file) {
  try {
    const [, children = ''] = readFileSync(file, 'utf8').split('\n');
    rmSync(file);
    const times = [...children.matchAll(/(\d+)m([\d.,]+)s/g)];
    return times.reduce(
      (sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds.replace(',', '.')),
      0,
    );
  } catch {
    return undefined;
  }
}

/** @param {import('node:child_process').ChildProcess} child */
function kill({ pid }) {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // already gone
  }
}
