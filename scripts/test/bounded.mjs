import { spawn } from 'node:child_process';

const running = new Set();
process.on('exit', () => running.forEach(kill));

/** Runs Node to its end or to the end of its time, when it and all that it started is killed; answers status, output and seconds. */
export function runBounded(args, env, minutes) {
  const begin = Date.now();
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
    // A group of its own, so that its end is the end of everything in it.
    detached: process.platform !== 'win32',
  });
  running.add(child);
  const chunks = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => chunks.push(chunk));
  const timer = setTimeout(() => {
    chunks.push(Buffer.from(`\nEnded after ${minutes} minutes: it hung.\n`));
    kill(child);
  }, minutes * 60_000);
  return new Promise((resolve) => {
    child.on('exit', (status) => {
      clearTimeout(timer);
      running.delete(child);
      // What it left behind holds the pipes open.
      kill(child);
      setImmediate(() =>
        resolve({ status, output: Buffer.concat(chunks).toString(), seconds: Math.round((Date.now() - begin) / 1000) }),
      );
    });
  });
}

function kill({ pid }) {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // already gone
  }
}
