import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BARE, program, run, runProgram, type Ran } from '../support/cli.ts';
import { emptyPlace, paths } from '../support/place.ts';

interface Result {
  readonly recommended: string;
  readonly confidence: number;
  readonly ranking: readonly {
    readonly backend: string;
    readonly score: number;
    readonly reasons: readonly { readonly criterion: string; readonly contribution: number }[];
    readonly cautions: readonly string[];
  }[];
  readonly services: readonly { readonly name: string; readonly backend: string; readonly why: string }[];
  readonly flips: readonly { readonly change: string; readonly recommended: string }[];
  readonly notes: readonly string[];
  readonly command: string;
  readonly since?: { readonly same: boolean; readonly changes: readonly string[] };
}

const SHOP = ['--needs', 'crud', '--priority', 'time-to-market', '--team', 'python'] as const;

async function recommended(args: readonly string[], cwd = emptyPlace()): Promise<Result> {
  const ran = await run(['recommend', ...args, '--json'], { cwd });
  expect(ran, ran.stderr).toMatchObject({ code: 0, stderr: '' });
  return JSON.parse(ran.stdout) as Result;
}

const scaffold = async (args: readonly string[], cwd: string): Promise<Ran> => {
  const ran = await run(['my-app', ...args, ...BARE], { cwd });
  expect(ran, ran.stderr).toMatchObject({ code: 0 });
  return ran;
};
const recordIn = (cwd: string): Recorded =>
  JSON.parse(readFileSync(join(cwd, 'my-app/.technokaizen.json'), 'utf8')) as Recorded;
const adrIn = (cwd: string): string => readFileSync(join(cwd, 'my-app/docs/adr/0001-backend.md'), 'utf8');

interface Recorded {
  readonly answers: Readonly<Record<string, unknown>>;
  readonly decision: Result & { readonly chosen: string; readonly overruledBy?: number };
}

describe('recommend', () => {
  test('as JSON: a backend with a ranking, reasons, flips, and a command that writes it', async () => {
    const cwd = emptyPlace();
    const found = await recommended(SHOP, cwd);
    expect(found).toMatchObject({ recommended: 'django', services: [] });
    expect(found.ranking[0]?.reasons[0]).toMatchObject({ criterion: 'priority.time-to-market', contribution: 3 });
    expect(found.flips).toContainEqual(expect.objectContaining({ change: 'with a JavaScript team' }));
    expect(paths(cwd, '')).toEqual([]);
    const args = found.command.split(' ').slice(2).join(' ');
    const ran = await runProgram(
      ['sh', '-c', `exec "$0" "$1" ${args} --no-install --no-git`, process.execPath, program()],
      {
        cwd,
      },
    );
    expect(ran, ran.stderr).toMatchObject({ code: 0 });
    expect(recordIn(cwd)).toMatchObject({ answers: { backend: 'django' }, decision: { recommended: 'django' } });
  });

  test('in prose: bars, reasons with their sources, what would change it, the command', async () => {
    const { stdout, code } = await run(['recommend', ...SHOP], { cwd: emptyPlace() });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Django +█+ +\+\d+$/m);
    expect(stdout).toMatch(
      /\+3 priority\.time-to-market: Users, permissions[\s\S]*<https:\/\/docs\.djangoproject\.com/,
    );
    expect(stdout).toMatch(/What would change it[\s\S]*it would be /);
    expect(stdout).toMatch(/npx create-technokaizen-app@\S+ my-app --needs crud .*--backend django .*--yes$/m);
    expect(
      Math.max(
        ...stdout
          .split('\n')
          .filter((line) => !line.includes('npx'))
          .map((line) => line.length),
      ),
    ).toBeLessThan(101);
  });

  test('of nothing it ranks all, says that it knows nothing, and trusts itself little', async () => {
    const found = await recommended([]);
    expect(found.ranking).toHaveLength(4);
    expect(found.recommended).toBe('fastapi');
    expect(found.confidence).toBeLessThan(0.5);
    expect(found.notes.join()).toContain('Nothing was said');
    const { stdout } = await run(['recommend'], { cwd: emptyPlace() });
    expect(stdout).toMatch(/^Nothing was said about the project, so nothing was compared: FastAPI is the default\./);
    expect(stdout).toContain('`recommend --needs …`');
    expect(stdout).not.toMatch(/░|0 %/);
  });

  test.each([[['--json', 'recommend', '--team', 'javascript']], [['--team', 'javascript', 'recommend', '--json']]])(
    'flags may stand before or after its name: %j',
    async (args) => {
      const { stdout } = await run(args, { cwd: emptyPlace() });
      expect(JSON.parse(stdout)).toMatchObject({ recommended: 'node' });
    },
  );

  test('splits what is to be microservices, and says why a small team should not', async () => {
    const args = ['--needs', 'crud,admin,realtime,machine-learning', '--architecture', 'microservices'];
    const { services, notes } = await recommended(args);
    expect(services.map(({ name, backend }) => [name, backend])).toEqual(
      expect.arrayContaining([
        ['core', 'django'],
        ['realtime', 'node'],
        ['machine-learning', 'fastapi'],
      ]),
    );
    expect(services[0]?.name).toBe('core');
    expect(notes.join()).toMatch(/Small teams should start with a monolith/);
    expect((await recommended([...args, '--scale', 'enterprise'])).notes.join()).not.toContain('small team');
  });

  test('takes a file of answers, and flags over it', async () => {
    const cwd = emptyPlace();
    writeFileSync(join(cwd, 'a.yaml'), 'needs: [realtime]\nteam: python\n');
    expect(await recommended(['--config', 'a.yaml', '--team', 'javascript'], cwd)).toMatchObject({
      recommended: 'node',
    });
    const text = { text: '{"needs": ["content"]}' };
    const piped = await run(['recommend', '--config', '-', '--json'], { cwd, stdin: text });
    expect(JSON.parse(piped.stdout)).toMatchObject({ recommended: 'django' });
  });
});

describe('--explain', () => {
  test('says why not that one, and what would make it so', async () => {
    const { stdout } = await run(['recommend', ...SHOP, '--explain', 'node'], { cwd: emptyPlace() });
    expect(stdout).toMatch(/^Why not Node\.js \(Fastify\)\? It is \d+ points behind Django\.\n/);
    expect(stdout).toMatch(/needs\.crud, 1 point for Django[\s\S]*One model is table/);
    expect(stdout).toMatch(/No single other answer would make it Node|One of these would change it/);
  });

  test('of one that is ruled out says by what', async () => {
    const { stdout } = await run(['recommend', '--needs', 'realtime', '--explain', 'flask'], { cwd: emptyPlace() });
    expect(stdout).toMatch(/rules it out[\s\S]*needs\.realtime: WSGI has no WebSockets/);
  });

  test('of the recommended one compares it with the next', async () => {
    const { stdout } = await run(['recommend', ...SHOP, '--explain', 'django'], { cwd: emptyPlace() });
    expect(stdout).toMatch(/^Django is the recommended one; next comes FastAPI\./);
  });

  test('refuses what is not offered, with the nearest', async () => {
    const ran = await run(['recommend', '--explain', 'jango'], { cwd: emptyPlace() });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('"jango" is not offered. Did you mean "django"?');
  });
});

describe('bad input', () => {
  test.each<[readonly string[], RegExp]>([
    [['--needs', 'relatime'], /--needs: "relatime" is not offered\. Did you mean "realtime"\?/],
    [['--needs', 'none,crud'], /"none" stands alone/],
    [['--priority', 'speed'], /--priority: "speed" is not offered\. .*Offered: time-to-market, performance/],
    [
      ['--needs', 'microservice', '--architecture', 'monolith'],
      /^--architecture monolith contradicts --needs microservice\.\nLeave one of them out/,
    ],
    [['--tema', 'python'], /Did you mean --team\?/],
  ])('%j: exit 2, named, with the nearest right one', async (args, message) => {
    const cwd = emptyPlace();
    for (const words of [
      ['recommend', ...args],
      ['my-app', ...args, '--yes'],
    ]) {
      const ran = await run(words, { cwd });
      expect(ran).toMatchObject({ code: 2, stdout: '' });
      expect(ran.stderr).toMatch(message);
    }
    expect(paths(cwd, '')).toEqual([]);
  });
});

describe('the repository', () => {
  test('--yes without a backend takes the recommended one, and the record says why', async () => {
    const cwd = emptyPlace();
    const { stdout } = await scaffold(SHOP, cwd);
    expect(stdout).toMatch(/What fits:\n {2}Django/);
    expect(recordIn(cwd)).toMatchObject({
      answers: { backend: 'django', needs: ['crud'], team: 'python' },
      decision: { chosen: 'django', recommended: 'django' },
    });
    const adr = adrIn(cwd);
    for (const heading of ['Context', 'Options', 'Decision', 'Consequences', 'What would change it'])
      expect(adr).toMatch(new RegExp(`^## ${heading}$`, 'm'));
    expect(adr).toMatch(/^# 1\. Django as the backend$/m);
    expect(adr).toContain('| needs | CRUD |');
    expect(adr).toMatch(/- with a JavaScript team it would be/);
    expect(readFileSync(join(cwd, 'my-app/README.md'), 'utf8')).toContain('[Why Django](docs/adr/0001-backend.md)');
  });

  test('a backend that is named wins, and by how much it was overruled is kept', async () => {
    const cwd = emptyPlace();
    await scaffold([...SHOP, '--backend', 'flask'], cwd);
    const { decision } = recordIn(cwd);
    const [first, , ,] = decision.ranking;
    const flask = decision.ranking.find(({ backend }) => backend === 'flask');
    expect(decision).toMatchObject({ chosen: 'flask', recommended: 'django' });
    expect(decision.overruledBy).toBe((first?.score ?? 0) - (flask?.score ?? 0));
    expect(adrIn(cwd)).toMatch(
      new RegExp(`Flask, against the score: .*recommends Django.* stands ${decision.overruledBy} points behind`),
    );
  });

  test('without a word about the project the default is written, and nothing is claimed for it', async () => {
    const cwd = emptyPlace();
    const { stdout } = await scaffold([], cwd);
    expect(stdout).not.toContain('What fits');
    expect(recordIn(cwd).decision).toMatchObject({ chosen: 'fastapi', confidence: 0 });
    expect(recordIn(cwd).decision.overruledBy).toBeUndefined();
    expect(recordIn(cwd).decision.flips).toEqual([]);
    const adr = adrIn(cwd);
    expect(adr).toContain('FastAPI is the default: nothing was said about the project');
    expect(adr).toContain('create-technokaizen-app recommend --needs');
    expect(adr.match(/^## .*$/gm)).toEqual(['## Context', '## Decision', '## Consequences']);
    expect(adr).not.toContain('No other answer');
  });

  test('industry and rules preset a database and shorter sessions, and certify nothing', async () => {
    const cwd = emptyPlace();
    await scaffold(['--industry', 'healthcare', '--compliance', 'hipaa'], cwd);
    expect(recordIn(cwd).answers).toMatchObject({ database: 'postgres' });
    for (const file of ['.env', '.env.example'])
      expect(readFileSync(join(cwd, 'my-app/backend', file), 'utf8')).toMatch(/^REFRESH_TOKEN_TTL=900$/m);
    expect(adrIn(cwd)).toMatch(/certifies nothing[\s\S]*database `postgres`: [\s\S]*REFRESH_TOKEN_TTL=900/);
    expect(adrIn(cwd)).not.toMatch(/\b(compliant|certified)\b/i);
    const other = emptyPlace();
    await scaffold(['--industry', 'healthcare', '--database', 'sqlite'], other);
    expect(recordIn(other).answers).toMatchObject({ database: 'sqlite' });
  });

  test('its record gives the same recommendation, or shows what is known otherwise since', async () => {
    const cwd = emptyPlace();
    await scaffold(SHOP, cwd);
    const file = join('my-app', '.technokaizen.json');
    const again = await recommended(['--config', file], cwd);
    expect(again.since).toMatchObject({ same: true, changes: [] });
    expect(again.ranking).toEqual(recordIn(cwd).decision.ranking);
    const older = readFileSync(join(cwd, file), 'utf8').replace(
      /("criterion": "needs\.crud",\s+"contribution": )2/,
      (_all, before: string) => `${before}1`,
    );
    writeFileSync(join(cwd, 'older.json'), older);
    expect((await recommended(['--config', 'older.json'], cwd)).since?.changes).toEqual([
      'django, needs.crud: +1 → +2',
    ]);
    const { stdout } = await run(['recommend', '--config', 'older.json'], { cwd });
    expect(stdout).toMatch(/^Since version \S+, which made the record:\n {2}django, needs\.crud: \+1 → \+2\n/);
  });
});
