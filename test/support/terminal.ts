import { spawn, spawnSync } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { environment, program, type Where } from './cli.ts';

/** Keys as a terminal sends them. */
export const KEY = { enter: '\r', down: '\u001B[B', up: '\u001B[A', interrupt: '\u0003', backspace: '\u007F' } as const;

/** What to wait for on the screen, and what to type then. */
export interface Step {
  readonly see: RegExp;
  readonly type: string;
}

export interface Shown {
  readonly code: number | null;
  /** Everything that came to the screen, with its control sequences. */
  readonly raw: string;
  /** The same without them. */
  readonly text: string;
}

const BOUND = 20_000;

/** util-linux's `script` gives a program a terminal; macOS has another program of that name. */
export function hasTerminal(): boolean {
  const { status, stdout } = spawnSync('script', ['--version'], { encoding: 'utf8' });
  return status === 0 && stdout.includes('util-linux');
}

/** Runs the installed CLI, or another, at a terminal of 100 × 40 and types the keys of each step once its pattern is on the screen. */
export function atTerminal(
  args: readonly string[],
  where: Where,
  steps: readonly Step[],
  cli = program(),
): Promise<Shown> {
  const words = [process.execPath, cli, ...args].map((word) => `'${word.replaceAll("'", `'\\''`)}'`);
  const command = `stty cols 100 rows 40; exec ${words.join(' ')}`;
  const child = spawn('script', ['--quiet', '--flush', '--return', '--command', command, '/dev/null'], {
    cwd: where.cwd,
    env: environment({ TERM: 'xterm-256color', SHELL: '/bin/sh', ...where.env }),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    let raw = '';
    let seen = 0;
    let next = 0;
    const bound = setTimeout(() => child.kill('SIGKILL'), BOUND);
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      raw += chunk;
      const step = steps[next];
      const text = stripVTControlCharacters(raw);
      if (!step?.see.test(text.slice(seen))) return;
      seen = text.length;
      next += 1;
      child.stdin.write(step.type);
    });
    child.on('error', reject).on('close', (code, signal) => {
      clearTimeout(bound);
      const text = stripVTControlCharacters(raw);
      const missing = steps[next];
      if (signal === 'SIGKILL') reject(new Error(`waited for ${String(missing?.see)} in:\n${text}`));
      else if (missing !== undefined) reject(new Error(`ended before ${String(missing.see)} came:\n${text}`));
      else resolve({ code, raw, text });
    });
  });
}
