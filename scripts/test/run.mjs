import { execFile } from 'node:child_process';

/**
 * The end of a program: exit code (undefined where it could not start or was killed), and its trimmed output.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, timeout?: number, shell?: boolean }} [options] `timeout` in milliseconds
 * @returns {Promise<{ status: number | undefined, stdout: string, stderr: string }>}
 */
export function finish(program, args, options = {}) {
  return new Promise((resolve) => {
    const child = execFile(program, [...args], { maxBuffer: 2 ** 26, ...options }, (error, stdout, stderr) => {
      const status = error === null ? 0 : typeof error.code === 'number' ? error.code : undefined;
      resolve({ status, stdout: stdout.trim(), stderr: stderr.trim() });
    });
    child.stdin?.end();
  });
}

/**
 * The trimmed output of a program, or undefined where it is missing or fails.
 * @param {string} program
 * @param {readonly string[]} args
 */
export async function outputOf(program, args) {
  const { status, stdout } = await finish(program, args);
  return status === 0 ? stdout : undefined;
}

/** @param {string} text */
export const lastLine = (text) => text.trim().split('\n').at(-1) ?? '';
