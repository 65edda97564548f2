import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const ENDINGS = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];

/** The first of some programs that is on the PATH; nothing is started, so it takes no time. */
export function onPath(commands: readonly string[], path = process.env['PATH'] ?? ''): string | undefined {
  const folders = path.split(delimiter).filter(Boolean);
  return commands.find((command) =>
    folders.some((folder) => ENDINGS.some((ending) => existsSync(join(folder, command + ending)))),
  );
}
