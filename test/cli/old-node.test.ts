// What somebody with an old Node.js sees: two lines, and no stack trace.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { program, runProgram } from '../support/cli.ts';
import { emptyPlace } from '../support/place.ts';

const as = (version: string): string =>
  `Object.defineProperty(process, 'versions', { value: Object.assign({}, process.versions, { node: '${version}' }) }); ` +
  `process.argv[1] = ${JSON.stringify(program())}; require(process.argv[1]);`;

test.each(['4.9.1', '12.22.12', '18.20.4', '20.18.3', '21.7.3', '22.12.0'])(
  'Node.js %s is refused',
  async (version) => {
    const command = [process.execPath, '-e', as(version), '--', '--version'];
    const { code, stdout, stderr } = await runProgram(command, { cwd: emptyPlace() });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr.trim().split('\n')).toEqual([
      `create-technokaizen-app needs Node.js 20.19, 22.13 or newer; this is ${version}.`,
      'Install a current version from https://nodejs.org and run the command again.',
    ]);
  },
);

test('the program that says so is in a syntax that old versions read', () => {
  const code = readFileSync(program(), 'utf8').replace(/^\s*\/\/.*$/gm, '');
  expect(code).not.toMatch(/\b(const|let|class|async|await|import)\b|=>|`|\?\?|\?\.|\.\.\./);
});
