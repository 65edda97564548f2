#!/usr/bin/env node
// CommonJS, as package.json beside it says: Node starts it sooner.
const { main } = require('../dist/cli.cjs');

// What ends without an answer is a bug of ours.
process.exitCode = 70;
main(process.argv.slice(2)).then((code) => (process.exitCode = code));
