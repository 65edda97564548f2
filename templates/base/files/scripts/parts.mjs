// The parts of this repository (services and the page) and how their commands are started. `parts.json` is the data.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Every part, services first. */
export const parts = JSON.parse(readFileSync(new URL('parts.json', import.meta.url), 'utf8'));

export const directoryOf = (part) => join(root, part.directory);

/** What the part's own `.env` sets. */
export function envFile(part) {
  const path = join(directoryOf(part), '.env');
  return existsSync(path) ? parseEnv(readFileSync(path, 'utf8')) : {};
}

/** The port that a part listens on: the environment, else its `.env`, else the default. */
export const portOf = (part) => process.env[part.port.variable] ?? envFile(part)[part.port.variable] ?? part.port.default;

/** The program and its arguments for a command such as `python -m pytest`: the part's own programs come first. */
export function resolveCommand(part, command, more = []) {
  const [word, ...rest] = command.split(' ');
  const args = [...rest, ...more];
  const own = part.programs?.[word];
  if (own) return [join(directoryOf(part), process.platform === 'win32' ? own.win32 : own.posix), args];
  if (word === 'node') return [process.execPath, args];
  // npm is a script: to start it with this Node needs neither a shell nor `npm.cmd` on Windows.
  if (word === 'npm' && process.env.npm_execpath?.endsWith('.js')) return [process.execPath, [process.env.npm_execpath, ...args]];
  return [word, args];
}

/** Starts a command in the part's directory; `more` are further arguments. */
export function start(part, command, { more = [], ...options } = {}) {
  const [program, args] = resolveCommand(part, command, more);
  const shell = process.platform === 'win32' && program === 'npm';
  return spawn(program, args, { cwd: directoryOf(part), stdio: 'inherit', shell, ...options });
}

/** Runs a verb's commands one after the other; answers the exit code of the first that fails, else 0. */
export async function runVerb(part, verb, more = []) {
  for (const command of part.verbs[verb]) {
    const code = await exitOf(start(part, command, { more }));
    if (code !== 0) return code;
  }
  return 0;
}

/** The exit code of a started process; 1 where it could not be started or was ended by a signal. */
export function exitOf(child) {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(`${child.spawnfile}: ${error.message}`);
      resolve(1);
    });
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
