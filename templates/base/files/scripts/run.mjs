// Runs one verb in every part that has it: `node scripts/run.mjs lint`. Names of parts choose among them, the rest is handed on:
// `npm run lint -- backend`, `npm run admin -- someone@example.com`.
import { parts, runVerb } from './parts.mjs';
import { setup } from './setup.mjs';

const [verb, ...words] = process.argv.slice(2);
const named = parts.filter((part) => words.includes(part.name));
const more = words.filter((word) => !parts.some((part) => part.name === word));
const chosen = (named.length > 0 ? named : parts).filter((part) => part.verbs[verb]);

if (chosen.length === 0) {
  console.log(`${verb}: nothing to do, no part has it (scripts/parts.json).`);
  process.exit(0);
}

await setup(chosen);
const failed = [];
for (const part of chosen) {
  console.log(`\n${verb}: ${part.directory} (${part.title})`);
  if ((await runVerb(part, verb, more)) !== 0) failed.push(part.directory);
}
if (failed.length > 0) {
  console.error(`\n${verb} failed in: ${failed.join(', ')}`);
  process.exit(1);
}
