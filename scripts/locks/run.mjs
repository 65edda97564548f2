import { spawnSync } from 'node:child_process';

/** Runs a program to its end and answers what it printed; ends this one with a readable line where that fails. */
export function run(program, args, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8', ...options });
  if (status === 0) return stdout ?? '';
  if (stderr) process.stderr.write(stderr);
  console.error(`${program} ${args.slice(0, 3).join(' ')} … failed${error ? `: ${error.message}` : ''}.`);
  process.exit(1);
}
