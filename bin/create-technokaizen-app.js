#!/usr/bin/env node
// CommonJS, as package.json beside it says: Node starts it sooner.
/** @type {string} Not a literal, so that type checks leave the bundle alone. */
const bundle = '../dist/cli.cjs';
const { main } = require(bundle);

// What ends without an answer is a bug of ours.
process.exitCode = 70;
main(process.argv.slice(2)).then((code) => (process.exitCode = code));
