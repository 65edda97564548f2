// Versions of the tools that a verdict may depend on.
import { arch, platform } from 'node:os';
import { finish } from './run.mjs';

/** How each tool prints its version; others are of the version that tools.mjs names. */
const COMMANDS = {
  npm: ['npm', ['--version']],
  python: ['python3', ['--version']],
  chromium: ['CHROMIUM', ['--version']],
  nginx: ['NGINX', ['-v']],
  docker: ['docker', ['version', '--format', '{{.Server.Version}}']],
  cluster: ['kubectl', ['version', '-o=json']],
  helm: ['helm', ['version', '--short']],
  'database/postgres': ['psql', ['--version']],
};

/**
 * A text with the versions of some tools on this platform.
 * @param {(name: string) => Promise<import('./tools.mjs').Found>} need
 * @returns {(names: readonly string[]) => Promise<string>}
 */
export function versionsOf(need) {
  const known = new Map();
  const versionOf = (name) => {
    if (!known.has(name)) known.set(name, look(name));
    return known.get(name);
  };
  /** @param {string} name */
  async function look(name) {
    if (name === 'node') return process.version;
    const [program, args] = COMMANDS[name] ?? [];
    const found = await need(name);
    if (!('value' in found) && name !== 'npm') return 'missing';
    if (program === undefined) return 'present';
    const env = { ...process.env, ...('value' in found ? found.value : {}) };
    const { stdout, stderr } = await finish(env[program] ?? program, args, { env });
    return `${stdout} ${stderr}`.trim();
  }
  return async (names) => {
    const versions = await Promise.all(
      [...new Set(names)].sort().map(async (name) => `${name} ${await versionOf(name)}`),
    );
    return [platform(), arch(), ...versions].join('\n');
  };
}
