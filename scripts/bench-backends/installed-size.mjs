import { cpSync, existsSync, lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** How what runs in production is installed from each kind of lock, into `folder`. */
const INSTALLERS = {
  'requirements.txt': (service, folder) => {
    const options = [
      '--quiet',
      '--no-deps',
      '--require-hashes',
      '--target',
      join(folder, 'packages'),
      '-r',
      'requirements.txt',
    ];
    const hasUv = spawnSync('uv', ['--version']).status === 0;
    const python = join(service, '.venv', 'bin', 'python');
    if (hasUv) return ['uv', ['pip', 'install', '--python', python, '--link-mode', 'copy', ...options], service];
    return [python, ['-m', 'pip', 'install', '--no-compile', ...options], service];
  },
  'package-lock.json': (service, folder) => {
    for (const file of ['package.json', 'package-lock.json']) cpSync(join(service, file), join(folder, file));
    return ['npm', ['ci', '--omit=dev', '--no-audit', '--no-fund', '--loglevel=error'], folder];
  },
};

/** Bytes of a service's runtime dependencies, freshly installed without those of development. */
export function installedSize(service, folder) {
  const lock = Object.keys(INSTALLERS).find((file) => existsSync(join(service, file)));
  mkdirSync(folder, { recursive: true });
  const [program, args, cwd] = INSTALLERS[lock](service, folder);
  const { status, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed: ${stderr}`);
  const size = sizeOf(folder);
  rmSync(folder, { recursive: true });
  return size;
}

const sizeOf = (folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).reduce((sum, name) => {
    const entry = lstatSync(join(folder, name));
    return sum + (entry.isFile() ? entry.size : 0);
  }, 0);
