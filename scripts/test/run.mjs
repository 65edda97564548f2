import { spawnSync } from 'node:child_process';

/** Runs a program with its output on ours; ends this process where it fails. */
export function run(program, args) {
  const isNpm = program === 'npm' && process.env.npm_execpath !== undefined;
  const [command, rest] = isNpm ? [process.execPath, [process.env.npm_execpath, ...args]] : [program, args];
  const { status } = spawnSync(command, rest, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) process.exit(1);
}

/** The trimmed output of a program, or nothing where it is not there or fails. */
export function outputOf(program, args) {
  const { status, stdout } = spawnSync(program, args, { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}
