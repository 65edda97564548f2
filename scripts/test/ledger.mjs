// The ledger of proofs: a step whose inputs are the same, to the byte, as when it passed need not run again.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from './hash.mjs';
import { keyOf } from './key.mjs';

/**
 * @typedef {import('./types.ts').Entry} Entry
 * @typedef {import('./types.ts').Step} Step
 * @typedef {Readonly<Record<string, string>>} Inputs
 */

/** Days after which a proof counts no longer. */
const DAYS = 7;

/** One in so many of the recorded steps runs anyway. */
const DRAWN = 8;

/** @param {string} directory */
export const openLedger = (directory) => ({
  /** @returns {readonly Entry[]} in order of their titles */
  read: () =>
    (existsSync(directory) ? readdirSync(directory) : []).sort().map((name) => readEntry(join(directory, name))),

  /** @param {Entry} entry */
  write: (entry) => {
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, fileOf(entry.title)), `${JSON.stringify(entry, null, 2)}\n`);
  },

  /**
   * Removes the entries of a suite, or of one step.
   * @param {(entry: Entry) => boolean} isWrong
   */
  strike: (isWrong) => {
    for (const entry of openLedger(directory).read().filter(isWrong)) rmSync(join(directory, fileOf(entry.title)));
  },
});

/** @param {string} title */
const fileOf = (title) => `${title.replace(/[^\w+.-]+/g, '-')}.json`;

/** @type {(path: string) => Entry} */
function readEntry(path) {
  const entry = JSON.parse(readFileSync(path, 'utf8'));
  if (entry.inputs !== undefined && keyOf(entry.inputs) !== entry.key)
    throw new Error(
      `${path} was edited by hand: its key is not that of its inputs. Delete it; the next run proves the step again.`,
    );
  return entry;
}

/**
 * Why a step has to run: undefined where its entry still counts.
 * @param {Entry | undefined} entry
 * @param {Inputs | undefined} inputs as they are now
 * @param {Date} now
 * @returns {string | undefined}
 */
export function whyRun(entry, inputs, now) {
  if (inputs === undefined) return 'its verdict depends on more than files';
  if (entry === undefined) return 'no proof on record';
  if (!entry.reusable) return 'it is never recorded';
  const changed = Object.keys(inputs).filter((kind) => inputs[kind] !== entry.inputs[kind]);
  if (changed.length > 0) return `changed: ${changed.join(', ')}`;
  if (entry.key !== keyOf(inputs)) return 'the key is another one';
  const days = (now.getTime() - Date.parse(entry.date)) / 86_400_000;
  return days > DAYS ? `the proof is ${Math.floor(days)} days old` : undefined;
}

/**
 * The titles of the recorded steps that run anyway: an eighth, at least one. The commit draws them, so nobody chooses.
 * @param {readonly string[]} titles
 * @param {string} commit
 * @returns {ReadonlySet<string>}
 */
export function draw(titles, commit) {
  const lots = titles.map((title) => ({ title, lot: sha256(`${commit} ${title}`) }));
  lots.sort((a, b) => (a.lot < b.lot ? -1 : 1));
  return new Set(lots.slice(0, Math.ceil(titles.length / DRAWN)).map(({ title }) => title));
}

/** @type {(entries: readonly Entry[], now: Date) => number} whole days */
export const oldest = (entries, now) =>
  Math.floor(Math.max(0, ...entries.map(({ date }) => (now.getTime() - Date.parse(date)) / 86_400_000)));
