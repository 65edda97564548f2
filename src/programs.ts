import { spawnSync } from 'node:child_process';

/** What a program said, or nothing where it is not there, or has not ended after `timeout` milliseconds. */
export function capture(
  program: string,
  args: readonly string[],
  input = '',
  timeout = 0,
): { readonly ok: boolean; readonly stdout: string; readonly stderr: string } | undefined {
  const { error, status, stdout, stderr } = spawnSync(program, args, {
    ...{ encoding: 'utf8' as const, input, timeout, maxBuffer: 2 ** 28 },
  });
  return error === undefined ? { ok: status === 0, stdout, stderr } : undefined;
}

/** Works a value out when it is first asked for. */
export function lazy<T>(work: () => T): () => T {
  let found: { readonly value: T } | undefined;
  return () => (found ??= { value: work() }).value;
}
