#!/usr/bin/env node
// CommonJS, as package.json beside it says: Node starts it sooner. The syntax is that of Node.js 4, so that an old one can say that it is old.
var version = process.versions.node.split('.').map(Number);
var major = version[0];
var minor = version[1];

if ((major === 20 && minor >= 19) || (major === 22 && minor >= 13) || major > 22) start();
else refuse();

function start() {
  /** @type {string} Not a literal, so that type checks leave the bundle alone. */
  var bundle = '../dist/cli.cjs';
  // What ends without an answer is an internal error.
  process.exitCode = 70;
  require(bundle)
    .main(process.argv.slice(2))
    .then(function (/** @type {number} */ code) {
      process.exitCode = code;
    });
}

function refuse() {
  console.error('create-technokaizen-app needs Node.js 20.19, 22.13 or newer; this is ' + process.versions.node + '.');
  console.error('Install a current version from https://nodejs.org and run the command again.');
  process.exitCode = 1;
}
