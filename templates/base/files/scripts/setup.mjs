// Installs what is missing: each part's dependencies where its lock file has changed, and a `.env` with secrets of its own.
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { directoryOf, parts, root, runVerb } from './parts.mjs';

/** Sets up every part that needs it, or those that are named; ends the process with a readable line where that fails. */
export async function setup(chosen = parts) {
  writeEnv(root);
  for (const part of chosen) {
    writeEnv(directoryOf(part));
    if (isInstalled(part)) continue;
    console.log(`Installing ${part.directory} (${part.title}) …`);
    if ((await runVerb(part, 'setup')) !== 0) {
      console.error(`The set-up of ${part.directory} failed: see above. Then run it again: npm run setup`);
      process.exit(1);
    }
    writeFileSync(stampOf(part), fingerprint(part));
  }
}

// The stamp lies among what was installed, so that removing that removes the stamp.
const stampOf = (part) => join(directoryOf(part), part.install.creates, '.installed');

const isInstalled = (part) => existsSync(stampOf(part)) && readFileSync(stampOf(part), 'utf8') === fingerprint(part);

function fingerprint(part) {
  const lock = readFileSync(join(directoryOf(part), part.install.lock));
  return createHash('sha256').update(lock).update(process.version).digest('hex');
}

/** Makes a directory's `.env` of its `.env.example`, where there is one and not the other. */
export function writeEnv(directory) {
  const [example, target] = [join(directory, '.env.example'), join(directory, '.env')];
  if (!existsSync(example) || existsSync(target)) return;
  const secret = () => randomBytes(32).toString('hex');
  writeFileSync(target, readFileSync(example, 'utf8').replace(/^([^#\n]*)change-me/gm, (_, before) => before + secret()), { mode: 0o600 });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await setup();
