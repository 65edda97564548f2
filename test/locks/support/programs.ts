import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new directory with these files. */
export function directoryWith(files: Readonly<Record<string, string>>): string {
  const directory = mkdtempSync(join(tmpdir(), 'locks-test-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(directory, name, '..'), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  return directory;
}

/** What a program prints; throws with all that it printed where it fails. */
export function run(program: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): string {
  const environment = { ...process.env, ...env };
  return execFileSync(program, args, {
    cwd,
    env: environment,
    encoding: 'utf8',
    stdio: 'pipe',
    timeout: 600_000,
    maxBuffer: 2 ** 28,
  });
}
