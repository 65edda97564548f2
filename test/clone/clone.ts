// A clone of this project as it stands, and its commands as the first ones that somebody types.
import { chmodSync, copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { environment } from '../support/cli.ts';
import { emptyPlace } from '../support/place.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** A directory with every file that git knows or would add, committed: what a clone of the next commit holds. */
export async function clone(name = 'a clone'): Promise<string> {
  const place = emptyPlace();
  chmodSync(place, 0o755);
  const directory = join(place, name);
  const git = (args: readonly string[], cwd: string) =>
    execa('git', args, { cwd, env: environment(), extendEnv: false });
  const { stdout } = await git(['ls-files', '-z', '--cached', '--others', '--exclude-standard'], ROOT);
  for (const path of stdout.split('\0').filter((each) => each !== '' && existsSync(join(ROOT, each)))) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    copyFileSync(join(ROOT, path), join(directory, path));
  }
  await git(['init', '--quiet'], directory);
  await git(['add', '--all'], directory);
  await git(['commit', '--quiet', '--message', 'A clone'], directory);
  return directory;
}

export interface Ended {
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

interface Around {
  readonly env?: Readonly<Record<string, string>>;
  /** A program with its arguments that runs ours: `unshare -n`. */
  readonly through?: readonly string[];
}

/** A command in a clone, to its end. */
export async function run(
  words: readonly string[],
  cwd: string,
  { env = {}, through = [] }: Around = {},
): Promise<Ended> {
  const [program = '', ...args] = [...through, ...words];
  const begin = Date.now();
  const { exitCode, stdout, stderr } = await execa(program, args, {
    ...{
      cwd,
      env: environment({ npm_config_update_notifier: 'false', ...env }),
      extendEnv: false,
      reject: false,
      stdin: 'ignore',
      timeout: 280_000,
    },
  });
  return { code: exitCode, stdout, stderr, seconds: (Date.now() - begin) / 1000 };
}
