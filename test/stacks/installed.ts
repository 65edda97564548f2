// One install for each lock: the first stack that has it installs as its user does, the later ones find the same packages by hard links.
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  type Dirent,
} from 'node:fs';
import { join } from 'node:path';

interface Part {
  readonly directory: string;
  readonly install: { readonly lock: string; readonly creates: string };
}

/** Puts what a lock installs where an earlier stack with the same lock has left it in the store; the set-up then finds its own stamp. */
export function takeInstalled(repo: string, store: string): void {
  for (const part of shareable(repo)) {
    const kept = join(store, fingerprint(repo, part));
    if (existsSync(kept)) sharePackages(kept, installedBy(repo, part));
  }
}

/** Leaves what is installed in the store for later stacks, under the fingerprint of the set-up's own stamp. */
export function keepInstalled(repo: string, store: string): void {
  for (const part of shareable(repo)) {
    const stamp = join(installedBy(repo, part), '.installed');
    if (!existsSync(stamp)) continue;
    const kept = join(store, readFileSync(stamp, 'utf8'));
    if (!existsSync(kept)) publish(installedBy(repo, part), kept, store);
  }
}

// Whoever comes second with the same lock finds the place taken, and its own draft is not needed.
function publish(from: string, kept: string, store: string): void {
  mkdirSync(store, { recursive: true });
  const draft = mkdtempSync(join(store, 'draft-'));
  sharePackages(from, draft);
  try {
    renameSync(draft, kept);
  } catch {
    rmSync(draft, { recursive: true });
  }
}

// A virtual environment knows its own place; and uv has one out of its cache in a second.
function shareable(repo: string): readonly Part[] {
  const parts = JSON.parse(readFileSync(join(repo, 'scripts', 'parts.json'), 'utf8')) as readonly Part[];
  return parts.filter(({ install }) => install.creates === 'node_modules');
}

const installedBy = (repo: string, { directory, install }: Part): string => join(repo, directory, install.creates);

// As scripts/setup.mjs of the repository makes it. Were it another one, nothing would be found, and everything installed.
const fingerprint = (repo: string, { directory, install }: Part): string =>
  createHash('sha256')
    .update(readFileSync(join(repo, directory, install.lock)))
    .update(process.version)
    .digest('hex');

/**
 * Packages become links, as nothing writes into them. What tools write lies beside them under a name with a dot: their caches are left out,
 * and files such as the stamp are copied, as writing into a link would change them for every stack.
 */
function sharePackages(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const isWritten = entry.name.startsWith('.') && entry.name !== '.bin';
    if (!isWritten) link(entry, from, to);
    else if (entry.isFile()) copyFileSync(join(from, entry.name), join(to, entry.name));
  }
}

function link(entry: Dirent, from: string, to: string): void {
  const [source, target] = [join(from, entry.name), join(to, entry.name)];
  if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
  else if (entry.isDirectory()) linkTree(source, target);
  else linkOrCopy(source, target);
}

function linkTree(from: string, to: string): void {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) link(entry, from, to);
}

// Not every file system has hard links.
function linkOrCopy(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch {
    copyFileSync(source, target);
  }
}
