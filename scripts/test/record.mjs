// What a run writes down: the table of a complete one, and what the ledger proves now.
import { readFileSync, writeFileSync } from 'node:fs';
import { openLedger } from './ledger.mjs';
import { provenData, provenDocument } from './proven.mjs';
import { markdownTable } from './report.mjs';
import { LEDGER } from './suite-run.mjs';

const START = '<!-- steps: written by `npm test -- all` -->';
const END = '<!-- /steps -->';

/**
 * @param {{ isComplete: boolean, rows: readonly (readonly string[])[], titles: readonly string[], choices: readonly string[], machine: string }} about
 */
export function recordRun({ isComplete, rows, titles, choices, machine }) {
  const ledger = openLedger(LEDGER);
  if (isComplete) {
    ledger.strike(({ title }) => !titles.includes(title));
    const page = readFileSync('docs/testing.md', 'utf8');
    write('docs/testing.md', withTable(page, `${machine}\n\n${markdownTable(rows)}`));
  }
  write('docs/proven.md', provenDocument(ledger.read()));
  write('src/data/proven.json', provenData(ledger.read(), choices));
}

/**
 * A page with another text between the marks.
 * @param {string} page
 * @param {string} text
 */
export function withTable(page, text) {
  const [before, rest = ''] = page.split(START);
  const after = rest.split(END)[1] ?? '\n';
  return `${before}${START}\n\n${text}\n\n${END}${after}`;
}

/**
 * @param {string} path
 * @param {string} text
 */
function write(path, text) {
  if (readFileSync(path, 'utf8') !== text) writeFileSync(path, text);
}
