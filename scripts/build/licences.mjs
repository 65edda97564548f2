import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const SPELLINGS = ['LICENSE', 'LICENSE.md', 'license', 'license.md', 'LICENSE.txt', 'LICENCE'];

/** The licence texts of every package among the bundled files, as those licences ask. */
export function licences(inputs) {
  const folders = inputs.map((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]).filter(Boolean);
  return `${[...new Set(folders)].sort().map(licence).join('\n\n')}\n`;
}

function licence(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return `${name} ${version} (${license})\n\n${licenceText(folder)}`;
}

function licenceText(folder) {
  for (const name of SPELLINGS) {
    try {
      return readFileSync(join(folder, name), 'utf8').trim();
    } catch {
      // The next spelling.
    }
  }
  throw new Error(`${folder} has no licence text: it can't be bundled`);
}
