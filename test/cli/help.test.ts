import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { choicesOf } from '../../src/answers.ts';
import { openCatalog } from '../../src/catalog.ts';
import { questions } from '../../src/options.ts';
import { packageRoot, run } from '../support/cli.ts';
import { optionsTable } from '../support/options-table.ts';
import { emptyPlace, paths } from '../support/place.ts';

const catalog = openCatalog();
const ROOT = join(import.meta.dirname, '..', '..');
const out = async (...args: readonly string[]): Promise<string> => {
  const ran = await run(args, { cwd: emptyPlace() });
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  return ran.stdout;
};

test('--help shows every question with its choices and default, and the exit codes', async () => {
  const help = (await out('--help')).replaceAll(/\s+/g, ' ');
  for (const question of questions.filter(({ key }) => key !== 'directory')) {
    expect(help).toContain(`--${question.key}`);
    expect(help).toContain(question.help);
    if (choicesOf(question, catalog).length > 0)
      expect(help).toContain(`${question.help}: ${choicesOf(question, catalog).join(', ')}`);
  }
  for (const code of ['0 done', '1 failed', '2 wrong', '70 internal error', '130 canceled'])
    expect(help).toContain(code);
  expect(await out('-h')).toBe(await out('--help'));
});

test('--version is that of package.json', async () => {
  const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string };
  expect(await out('--version')).toBe(`${version}\n`);
});

describe('list', () => {
  test('names every question and choice, with the default', async () => {
    const text = await out('list');
    for (const question of questions) {
      expect(text).toContain(question.help);
      for (const name of choicesOf(question, catalog)) expect(text).toMatch(new RegExp(String.raw`^  ${name}\b`, 'm'));
    }
    expect(text).toMatch(/^ {2}sqlite +\(default\)/m);
  });

  test.each([[['list', '--json']], [['--json', 'list']]])('as JSON: %j', async (args) => {
    const all = JSON.parse(await out(...args)) as { key: string; choices: { name: string }[] }[];
    expect(all.map(({ key }) => key)).toEqual(questions.map(({ key }) => key));
    for (const [index, question] of questions.entries())
      expect(all[index]?.choices.map(({ name }) => name)).toEqual(choicesOf(question, catalog));
  });
});

test('schema is a JSON Schema that takes a file of answers and no unknown key', async () => {
  const accepts = new Ajv2020({ strict: true }).compile(JSON.parse(await out('schema')) as object);
  expect(accepts({ directory: 'my-app', database: 'sqlite', git: false, ci: 'none' })).toBe(true);
  expect(accepts({ $schema: './schema.json', directory: 'my-app' })).toBe(true);
  expect(accepts({ directry: 'my-app' })).toBe(false);
});

describe('wrong words', () => {
  test.each<[readonly string[], RegExp]>([
    [['--databse', 'sqlite'], /Did you mean --database\?/],
    [['--no-gti'], /Did you mean --no-git\?/],
    [['--database'], /argument missing/],
    [['a', 'b'], /too many arguments/i],
    [['list', 'x'], /too many arguments/i],
    [
      ['--database', 'postgre', '--frontend', 'reakt', '--yes'],
      /^(?=[\s\S]*--frontend: "reakt" is not offered\. Did you mean "react")(?=[\s\S]*--database: "postgre" is not offered\. Did you mean "postgres")/,
    ],
    [['--license', 'gpl', '--yes'], /Offered: apache-2\.0, mit, proprietary/],
  ])('%j: exit 2 with the nearest right one', async (args, message) => {
    const cwd = emptyPlace();
    const ran = await run(args, { cwd });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toMatch(message);
    expect(paths(cwd, '')).toEqual([]);
  });
});

test('the README’s table of options is what options.ts says', () => {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const [, table] = /<!-- options:[^>]*-->\n([\s\S]*?)\n?<!-- \/options -->/.exec(readme) ?? [];
  expect(table?.trim()).toBe(optionsTable(catalog).trim());
});
