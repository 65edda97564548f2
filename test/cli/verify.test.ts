import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, describe, test } from 'vitest';
import { parse } from 'yaml';
import { copyOfPackage, programOf, run, runProgram } from '../support/cli.ts';
import { emptyPlace } from '../support/place.ts';

const verify = (...args: readonly string[]): ReturnType<typeof run> => run(['verify', ...args], { cwd: emptyPlace() });

interface Listed {
  readonly name: string;
  readonly args: string;
}
const listed = async (...args: readonly string[]): Promise<readonly Listed[]> =>
  JSON.parse((await verify(...args, '--list', '--json')).stdout) as readonly Listed[];

/** Few stacks: the licence alone varies, and what is deployed. */
const FEW = ['--all', '--backend', 'node', '--frontend', 'none', '--database', 'sqlite', '--ci', 'none'] as const;

describe('verify', () => {
  test('lists for a CI matrix; what is said is fixed; shards share out all of it', async () => {
    const all = await listed(...FEW);
    expect(all.map(({ name }) => name)).toContain('node-none-sqlite-docker-mit');
    expect(all.every(({ args }) => args.includes('--backend node --frontend none'))).toBe(true);
    const shards = await Promise.all(['1/2', '2/2'].map((shard) => listed(...FEW, '--shard', shard)));
    expect(shards.flat().map(({ name }) => name)).toHaveLength(all.length);
    expect(new Set(shards.flat().map(({ name }) => name)).size).toBe(all.length);
  });

  test('finds nothing in stacks as they are: exit 0, and the pairs that were covered are said', async () => {
    const ran = await verify('--pairs', ...FEW.slice(1));
    expect(ran.code, ran.stdout + ran.stderr).toBe(0);
    const [, passed, all, covered, possible] =
      /(\d+) passed, 0 failed at level render: \d+ of (\d+) stacks, in which (\d+) of (\d+) possible pairs/.exec(
        ran.stdout,
      ) ?? [];
    expect(Number(passed)).toBeLessThanOrEqual(Number(all));
    expect(Number(covered)).toBeGreaterThan(0);
    expect(covered).toBe(possible);
  });

  test('a defect of a template: exit 1, what and where, a table, the command for one stack, JSON and JUnit', async () => {
    const copy = copyOfPackage(emptyPlace());
    const cwd = emptyPlace();
    writeFileSync(join(copy, 'templates', 'license', 'mit', 'files', 'broken.json'), '{ "a": 1,, }\n');
    const ran = await runProgram(
      [process.execPath, programOf(copy), 'verify', ...FEW, '--json', '--junit', 'report.xml'],
      { cwd },
    );
    expect(ran.code).toBe(1);
    const report = JSON.parse(ran.stdout) as {
      failed: number;
      passed: number;
      stacks: { name: string; result: string; findings?: object[]; command?: string }[];
    };
    expect(report.failed).toBeGreaterThan(0);
    expect(report.passed).toBeGreaterThan(0);
    const failed = report.stacks.filter(({ result }) => result === 'failed');
    expect(failed.every(({ name }) => name.endsWith('-mit'))).toBe(true);
    expect(failed[0]?.findings).toMatchObject([{ check: 'json', path: 'broken.json', line: 1 }]);
    expect(failed[0]?.command).toMatch(/verify --license mit --backend node .* --level render --keep$/);
    expect(ran.stderr).toContain('broken.json:1  [json]');
    expect(ran.stderr).toMatch(/node-none-sqlite-mit +failed +1 finding of json/);
    expect(readFileSync(join(cwd, 'report.xml'), 'utf8')).toMatch(/<testsuites?[^>]*failures="[1-9]/);
  });

  test.each([
    [['--level', 'all'], /--level: "all" is no level/],
    [['--all', '--shard', '3/2'], /--shard: "3\/2" is no shard/],
    [['--all', '--pairs'], /--all contradicts --pairs/],
    [['--jobs', '0'], /--jobs: "0"/],
    [['--backend', 'cobol'], /cobol/],
  ])('wrong usage: %s', async (args, message) => {
    const ran = await verify(...args);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toMatch(message);
  });
});

test('a report that can not be written is refused with the reason', async () => {
  const ran = await run(['verify', '--backend', 'node', '--junit', 'missing/report.xml'], { cwd: emptyPlace() });
  expect(ran.code).toBe(1);
  expect(ran.stderr).toMatch(/^Can't write missing\/report\.xml: .*\.$/m);
});

describe('docs/verify.md', () => {
  const text = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'verify.md'), 'utf8');

  test('its snippets are YAML, and its commands are taken', async () => {
    const snippets = [...text.matchAll(/```yaml\n([^]*?)```/g)].map(([, yaml = '']) => yaml);
    expect(snippets).toHaveLength(2);
    for (const snippet of snippets) expect(() => parse(snippet) as unknown).not.toThrow();
    const commands = [...text.matchAll(/create-technokaizen-app(?:@[\d.]+)? (verify [^#)\n]*)/g)].map(
      ([, words = '']) =>
        words
          .replace('$STACK', '--backend node')
          .replace('"$CI_NODE_INDEX/$CI_NODE_TOTAL"', '1/4')
          .replace(/--config \S+/, '')
          .trim()
          .split(/ +/),
    );
    expect(commands.length).toBeGreaterThan(5);
    const ran = await Promise.all(commands.map((words) => run([...words, '--list'], { cwd: emptyPlace() })));
    ran.forEach(({ code, stderr }, index) => {
      expect(code, `${String(commands[index]?.join(' '))}: ${stderr}`).toBe(0);
    });
  });
});
