// The contract and the code that is generated from it. `npm run gen` writes both anew; with --check nothing is written, and what is stale
// makes it fail.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonical } from './openapi.mjs';
import { directoryOf, exitOf, parts, runVerb, start } from './parts.mjs';
import { setup } from './setup.mjs';

const check = process.argv.includes('--check');
await setup();
for (const part of parts.filter(({ verbs }) => verbs.openapi)) await updateContract(part);
for (const part of parts.filter(({ verbs }) => verbs.gen)) await updateClient(part);

async function updateContract(part) {
  const path = join(directoryOf(part), 'openapi.json');
  const document = canonical(JSON.parse(await outputOf(part, part.verbs.openapi[0])));
  if (document === readFileSync(path, 'utf8')) return;
  if (check) fail(`${part.directory}/openapi.json is not what the code says any more. If the change is meant: npm run gen`);
  writeFileSync(path, document);
  console.log(`${part.directory}/openapi.json is new`);
}

async function updateClient(part) {
  if ((await runVerb(part, check ? 'gen:check' : 'gen')) !== 0) {
    fail(check ? `The client in ${part.directory} is not what the contract says any more: npm run gen` : `gen failed in ${part.directory}`);
  }
}

async function outputOf(part, command) {
  const child = start(part, command, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = exitOf(child);
  const text = Buffer.concat(await child.stdout.toArray()).toString();
  if ((await exit) !== 0) fail(`"${command}" failed in ${part.directory}`);
  return text;
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
