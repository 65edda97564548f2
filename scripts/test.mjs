// Every test. `npm test` takes minutes and needs only Node.js and Python; `npm test -- all` is everything; other words select steps by name:
// `npm test -- flask`. docs/testing.md lists the words and variables. Nothing may be imported here that a fresh clone lacks.
import { installDependencies, root } from './prepare.mjs';

process.chdir(root);
installDependencies();
const { main } = await import('./test/main.mjs');
process.exitCode = await main(process.argv.slice(2));
