import { writeFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BARE, program, run, runProgram, type Stdin } from '../support/cli.ts';
import { directoryIn, emptyPlace, needsPosix, paths, snapshot } from '../support/place.ts';

const ESCAPE = /\u001B/;

/** A command line that the CLI gave, run by a shell, with the installed program in the place of npx. */
function runSaid(command: string, cwd: string): ReturnType<typeof run> {
  const [, args = ''] = /npx create-technokaizen-app@\S+ (.*)/.exec(command) ?? [];
  expect(args, command).not.toBe('');
  return runProgram(['sh', '-c', `exec "$0" "$1" ${args}`, process.execPath, program()], { cwd });
}

describe('without a terminal nothing is asked, and nothing hangs', () => {
  test.each<[string, Stdin]>([
    ['nothing', 'null'],
    ['an open pipe', 'open'],
    ['a closed descriptor', 'closed'],
    ['a text', { text: 'my-app\n\n\n\n' }],
  ])('with %s on standard input: exit 2', async (_name, stdin) => {
    const cwd = emptyPlace();
    const ran = await run([], { cwd, stdin });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('Missing: a directory, --backend, --frontend, --database.');
    expect(paths(cwd, '')).toEqual([]);
  });

  test.for<[readonly string[]]>([
    [[]],
    [['my-app']],
    [['--frontend', 'none']],
    [['--description', "it's $HOME, “so” & `so`"]],
    [['--', 'my-app']],
    [['./x/../my-app', '--json']],
  ])('the command line that it names works: %j', async ([words], context) => {
    if (words.includes('--description')) needsPosix(context, 'shell that takes the quotes of another one');
    const cwd = emptyPlace();
    const ran = await run(
      [...words, '--no-install', '--no-git'].sort((a, b) => Number(words.includes(a)) - Number(words.includes(b))),
      { cwd },
    );
    expect(ran.code).toBe(2);
    const said = ran.stderr.trimEnd().split('\n').at(-1) ?? '';
    const again = await runSaid(said, cwd);
    expect(again.code, `${said}\n${again.stderr}`).toBe(0);
    expect(paths(cwd, '')).toContain('my-app/package.json');
  });

  test('with everything that is needed given, --yes is not', async () => {
    const cwd = emptyPlace();
    const args = [
      'my-app',
      '--backend',
      'fastapi',
      '--frontend',
      'none',
      '--database',
      'sqlite',
      '--no-install',
      '--no-git',
    ];
    expect(await run(args, { cwd, stdin: 'open' })).toMatchObject({ code: 0, stderr: '' });
    expect(paths(cwd, '')).not.toContain('my-app/frontend');
  });

  test('--yes alone writes my-app', async () => {
    const cwd = emptyPlace();
    expect(await run([...BARE], { cwd, stdin: 'open' })).toMatchObject({ code: 0, stderr: '' });
    expect(paths(cwd, '').filter((path) => !path.includes('/'))).toEqual(['my-app']);
  });
});

describe('a choice that needs another', () => {
  test('takes it along where nothing else is said, and says so', async () => {
    const ran = await run(['my-app', '--deploy', 'kubernetes', '--json', '--dry-run', '--yes'], { cwd: emptyPlace() });
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.stderr).toContain('Note: --deploy kubernetes needs --database postgres, which is taken.\n');
    expect(JSON.parse(ran.stdout)).toMatchObject({ stack: { database: 'postgres', deploy: ['docker', 'kubernetes'] } });
  });

  test('settles it also where everything has to be given', async () => {
    const words = ['my-app', '--backend', 'node', '--frontend', 'none', '--deploy', 'kubernetes', '--dry-run'];
    const ran = await run(words, { cwd: emptyPlace() });
    expect(ran.code, ran.stderr).toBe(0);
  });

  test.each([
    ['flags', ['--database', 'sqlite', '--deploy', 'kubernetes'], '--deploy', '--database'],
    ['a config file', ['--config', '-'], '--deploy', '--database'],
  ])('is refused where %s say otherwise: exit 2, with a way out', async (_what, words, one, other) => {
    const cwd = emptyPlace();
    const stdin: Stdin = { text: '{ "database": "sqlite", "deploy": ["kubernetes"] }' };
    const ran = await run(['my-app', ...words, '--yes'], { cwd, stdin });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toBe(
      `${one} kubernetes needs ${other} postgres, not sqlite.\nUse ${other} postgres, or drop kubernetes from ${one}.\n`,
    );
    expect(paths(cwd, '')).toEqual([]);
  });
});

describe('--config', () => {
  const good = {
    directory: 'shop',
    backend: 'fastapi',
    frontend: 'none',
    database: 'postgres',
    git: false,
    install: false,
  };
  const YAML = `# answers\ndirectory: shop\nbackend: fastapi\nfrontend: none\ndatabase: "postgres"\ngit: false\ninstall: false\nci: []\n`;

  test.each([
    ['JSON', 'a.json', JSON.stringify(good)],
    [
      'JSON with tabs, CRLF and a byte order mark',
      'a.json',
      `\uFEFF${JSON.stringify(good, null, '\t').replaceAll('\n', '\r\n')}`,
    ],
    ['YAML', 'a.yaml', YAML],
    ['YAML with an odd name', 'an odd name', YAML],
    ['JSON that names its schema', 'a.json', JSON.stringify({ $schema: './schema.json', ...good })],
  ])('takes %s', async (_name, file, text) => {
    const cwd = emptyPlace();
    writeFileSync(join(cwd, file), text);
    expect(await run(['--config', file], { cwd })).toMatchObject({ code: 0, stderr: '' });
    expect(paths(cwd, '')).toContain('shop/backend/.env');
    expect(paths(cwd, '')).not.toContain('shop/frontend');
  });

  test.each([
    ['JSON', JSON.stringify(good)],
    ['YAML', YAML],
  ])('takes %s from standard input', async (_name, text) => {
    const cwd = emptyPlace();
    expect(await run(['--config', '-'], { cwd, stdin: { text } })).toMatchObject({ code: 0, stderr: '' });
    expect(paths(cwd, '')).toContain('shop/package.json');
  });

  test('a flag wins over it', async () => {
    const cwd = emptyPlace();
    writeFileSync(join(cwd, 'a.json'), JSON.stringify({ ...good, owner: 'From File', description: 'From file' }));
    const ran = await run(['--config', 'a.json', 'store', '--owner', 'From Flag', '--json'], { cwd });
    expect(JSON.parse(ran.stdout)).toMatchObject({
      stack: { name: 'store', owner: 'From Flag', description: 'From file' },
    });
    expect(paths(cwd, '')).not.toContain('shop');
  });

  test.each<[string, string, RegExp]>([
    ['an unknown key', '{"bakend": "fastapi"}', /Unknown key "bakend"\. Did you mean "backend"\?/],
    ['a key unlike any', '{"zzzzzzzz": 1}', /Unknown key "zzzzzzzz"\. Known: needs, priority/],
    ['a wrong type', '{"git": "yes"}', /git: must be true or false/],
    ['a number', '{"name": 1}', /name: must be a text/],
    ['a null', 'ci:\n', /ci: must be a list of names/],
    ['an unknown choice', '{"database": "sqlit"}', /database: "sqlit" is not offered\. Did you mean "sqlite"\?/],
    ['a list', '[1]', /must hold one object/],
    ['a text', 'hello', /must hold one object/],
    ['nothing', '', /must hold one object/],
    ['broken YAML', 'a: [1\nb: }', /neither JSON nor YAML/],
    ['a key twice', '{"git": true, "git": false}', /neither JSON nor YAML/],
    ['two documents', 'git: true\n---\ngit: false\n', /neither JSON nor YAML/],
    [
      'a bomb',
      'a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]',
      /./,
    ],
  ])('refuses %s', async (_name, text, message) => {
    const cwd = emptyPlace();
    writeFileSync(join(cwd, 'a.yaml'), text);
    const ran = await run(['--config', 'a.yaml', ...BARE], { cwd });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toMatch(message);
    expect(ran.stderr).not.toMatch(/\n {4}at /);
    expect(paths(cwd, '')).toEqual(['a.yaml']);
  });

  test.each(['missing.json', '.', ''])('refuses a file that can not be read: %j', async (file) => {
    const cwd = emptyPlace();
    const ran = await run(['--config', file, ...BARE], { cwd });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toMatch(/^Can't read .*: (there is no such file|it is a directory)\.\nName a file that exists/);
  });
});

describe('--dry-run', () => {
  test.each([
    ['as a tree', []],
    ['as JSON', ['--json']],
  ])('%s touches nothing and installs nothing', async (_name, more) => {
    const cwd = emptyPlace();
    const home = directoryIn(emptyPlace(), 'home');
    directoryIn(cwd, 'empty');
    const look = (): unknown => [snapshot(cwd, { times: true, modes: true }), snapshot(home, { times: true })];
    const before = look();
    for (const directory of ['my-app', 'a/b/my-app', 'empty']) {
      const ran = await run([directory, '--yes', '--dry-run', ...more], { cwd, env: { HOME: home, PATH: '/nowhere' } });
      expect(ran).toMatchObject({ code: 0, stderr: '' });
      expect(ran.stdout).toContain('package.json');
    }
    expect(look()).toEqual(before);
  });

  test('shows the very files that are written then', async () => {
    const cwd = emptyPlace();
    const dry = JSON.parse((await run(['my-app', ...BARE, '--dry-run', '--json'], { cwd })).stdout) as Report;
    const real = JSON.parse((await run(['my-app', ...BARE, '--json'], { cwd })).stdout) as Report;
    expect({ ...dry, dryRun: false }).toEqual(real);
    const written = Object.entries(snapshot(join(cwd, 'my-app'))).filter(([, what]) => what !== 'directory');
    expect(real.files.map(({ path }) => path)).toEqual(written.map(([path]) => path).sort());
    for (const { path, sha256, secret } of real.files) {
      if (secret) expect(sha256).toBeUndefined();
      else expect(Object.fromEntries(written)[path]).toBe(sha256);
    }
  });

  test('still says what can not be', async () => {
    const cwd = emptyPlace();
    expect(await run(['../x', '--yes', '--dry-run'], { cwd })).toMatchObject({ code: 2 });
  });
});

interface Report {
  readonly dryRun: boolean;
  readonly directory: string;
  readonly files: readonly { readonly path: string; readonly sha256?: string; readonly secret?: boolean }[];
  readonly nextSteps: readonly string[];
  readonly command: string;
}

describe('--json', () => {
  test('puts one object on standard output, and the command in it gives the same tree', async (context) => {
    needsPosix(context, 'shell that takes the quotes of another one');
    const cwd = emptyPlace();
    const odd = [
      'My Dir',
      '--name',
      'shop',
      '--description',
      `it's "so" $HOME \`x\` \\ & | <b> * é`,
      '--owner',
      "O'Brien; rm -rf",
    ];
    const ran = await run([...odd, ...BARE, '--json'], { cwd });
    expect(ran.code, ran.stderr).toBe(0);
    const report = JSON.parse(ran.stdout) as Report;
    expect(Object.keys(report).sort()).toEqual([
      'command',
      'decision',
      'directory',
      'dryRun',
      'files',
      'git',
      'installed',
      'nextSteps',
      'notes',
      'stack',
    ]);
    expect(report.directory).toBe(join(cwd, 'My Dir'));
    expect(report.nextSteps[0]).toBe("cd 'My Dir'");
    const other = emptyPlace();
    expect(await runSaid(report.command, other)).toMatchObject({ code: 0, stderr: '' });
    const without = ['backend/.env'];
    expect(snapshot(other, { without: without.map((path) => `My Dir/${path}`) })).toEqual(
      snapshot(cwd, { without: without.map((path) => `My Dir/${path}`) }),
    );
  });

  test.each(['./-x', './list', './schema', './recommend'])(
    'the command of a directory like a flag or a command: %s',
    async (directory) => {
      const cwd = emptyPlace();
      const { stdout } = await run([directory, '--name', 'my-app', ...BARE, '--dry-run', '--json'], { cwd });
      const { command, nextSteps } = JSON.parse(stdout) as Report;
      expect(await runSaid(command, cwd)).toMatchObject({ code: 0, stderr: '' });
      expect(paths(cwd, '')).toContain(posix.join(directory, 'package.json'));
      const where = `${nextSteps[0] ?? ''} && "$0" -p 'process.cwd()'`;
      const moved = await runProgram(['sh', '-c', where, process.execPath], { cwd });
      expect(moved.stdout.trim()).toBe(join(cwd, directory));
    },
  );

  test.each<[string, readonly string[], number]>([
    ['an unknown option', ['--jsom'], 2],
    ['too many arguments', ['a', 'b'], 2],
    ['a wrong choice', ['--database', 'x', '--yes'], 2],
    ['what is missing', [], 2],
    ['a directory that is full', ['full', '--yes', '--no-install'], 1],
  ])('also for %s', async (_name, args, exitCode) => {
    const cwd = emptyPlace();
    writeFileSync(join(directoryIn(cwd, 'full'), 'x'), '');
    const ran = await run([...args, '--json'], { cwd });
    expect(ran.code).toBe(exitCode);
    const { error } = JSON.parse(ran.stdout) as { error: { message: string; hint: string; exitCode: number } };
    expect(error).toMatchObject({ exitCode });
    expect(error.message).not.toBe('');
    expect(ran.stderr).toContain(error.message);
  });
});

describe('for a machine', () => {
  test.each([
    ['no terminal', {}],
    ['CI', { CI: 'true' }],
    ['NO_COLOR', { NO_COLOR: '1' }],
    ['GitHub', { CI: 'true', GITHUB_ACTIONS: 'true' }],
  ])('%s: no escape sequence anywhere', async (_name, env) => {
    const cwd = emptyPlace();
    for (const args of [['my-app', ...BARE], ['--help'], ['list'], ['--nonsense'], ['..', ...BARE]]) {
      const { stdout, stderr } = await run(args, { cwd, env });
      expect(stdout + stderr).not.toMatch(ESCAPE);
    }
  });
});
