import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { choicesOf, isOpen } from '../../src/answers.ts';
import { openCatalog } from '../../src/catalog.ts';
import { isAsked, questions, type ChoiceQuestion, type Question } from '../../src/options.ts';
import { finished, start } from '../support/cli.ts';
import { directoryIn, emptyPlace, leaveOut, paths } from '../support/place.ts';
import { atTerminal, hasTerminal, KEY, type Step } from '../support/terminal.ts';

beforeEach((context) => {
  if (!hasTerminal()) leaveOut(context, 'util-linux’s `script` is not installed, which gives a program a terminal');
});

const NONE = ['--no-install', '--no-git'] as const;
const catalog = openCatalog();
const prompts = questions.filter(
  (question) => isAsked(question, {}) && isOpen(question, catalog) && question.key !== 'install',
);
const seeing = ({ message }: Question): RegExp => new RegExp(message.replaceAll(/[?.()]/g, String.raw`\$&`));
const ENTERS: readonly Step[] = prompts.map((question) => ({ see: seeing(question), type: KEY.enter }));
const WRITE: Step = { see: /Write it\?/, type: KEY.enter };

/** The sequences that set a colour. */
const COLOUR = /\u001B\[(?:\d+;)*(?:3[0-7]|9[0-7]|4[0-7])(?:;\d+)*m/;

test('Enter alone: every default, a summary, next steps, exit 0', async () => {
  const cwd = emptyPlace();
  const shown = await atTerminal(NONE, { cwd }, [...ENTERS, WRITE]);
  expect(shown.code, shown.text).toBe(0);
  expect(paths(cwd, '')).toContain('my-app/package.json');
  expect(shown.text).toMatch(
    /Ready to write[\s\S]*database +sqlite[\s\S]*files in my-app[\s\S]*cd my-app[\s\S]*npm start[\s\S]*My App is ready\./,
  );
  expect(shown.raw).toMatch(COLOUR);
});

/** The arrow keys from a question's default to another choice. */
function keysTo(question: ChoiceQuestion, choice = question.default): string {
  const choices = choicesOf(question, catalog);
  const steps = choices.indexOf(choice) - choices.indexOf(question.default);
  return (steps < 0 ? KEY.up : KEY.down).repeat(Math.abs(steps));
}

test('typed and chosen answers are the ones that are written', async () => {
  const cwd = emptyPlace();
  const answers: Readonly<Record<string, string>> = { directory: 'shop', frontend: 'none', database: 'postgres' };
  const typed = (question: Question): string =>
    question.type === 'choice' ? keysTo(question, answers[question.key]) : (answers[question.key] ?? '');
  const steps = prompts.map((question) => ({ see: seeing(question), type: typed(question) + KEY.enter }));
  const shown = await atTerminal(NONE, { cwd }, [...steps, WRITE]);
  expect(shown.code, shown.text).toBe(0);
  const record = JSON.parse(readFileSync(join(cwd, 'shop/.technokaizen.json'), 'utf8')) as { answers: object };
  expect(record.answers).toMatchObject({ name: 'shop', frontend: 'none', database: 'postgres' });
});

test('with NO_COLOR there is no colour', async () => {
  const cwd = emptyPlace();
  const shown = await atTerminal(NONE, { cwd, env: { NO_COLOR: '1' } }, [...ENTERS, WRITE]);
  expect(shown.code).toBe(0);
  expect(shown.raw).not.toMatch(COLOUR);
});

test('with --yes nothing is asked at a terminal either', async () => {
  const cwd = emptyPlace();
  const shown = await atTerminal(['--yes', ...NONE], { cwd }, []);
  expect(shown.code).toBe(0);
  expect(shown.text).not.toContain('?');
});

test('with CI nothing is asked at a terminal either', async () => {
  const shown = await atTerminal(NONE, { cwd: emptyPlace(), env: { CI: 'true' } }, []);
  expect(shown.code).toBe(2);
  expect(shown.text).toContain('No terminal to prompt on');
});

test('--dry-run asks, shows the tree and writes nothing', async () => {
  const cwd = emptyPlace();
  const shown = await atTerminal(['--dry-run'], { cwd }, [
    ...ENTERS,
    { see: /Install the dependencies now\?/, type: KEY.enter },
  ]);
  expect(shown.code).toBe(0);
  expect(shown.text).toContain('nothing written (--dry-run)');
  expect(paths(cwd, '')).toEqual([]);
});

describe('Ctrl-C', () => {
  test.each([...ENTERS, WRITE].map((_, index) => index))(
    'at prompt %i: exit 130, nothing written, the cursor back',
    async (at) => {
      const cwd = emptyPlace();
      const steps = [...ENTERS, WRITE].slice(0, at + 1);
      const last = steps.at(-1) ?? WRITE;
      const shown = await atTerminal(NONE, { cwd }, [...steps.slice(0, -1), { ...last, type: KEY.interrupt }]);
      expect(shown.code).toBe(130);
      expect(shown.text).toContain('Cancelled: nothing was written.');
      expect(shown.raw.lastIndexOf('\u001B[?25h')).toBeGreaterThanOrEqual(shown.raw.lastIndexOf('\u001B[?25l'));
      expect(paths(cwd, '')).toEqual([]);
    },
  );
});

/** A `uv` that answers as one that is there, and then installs for ever. */
function slowInstaller(): { readonly PATH: string; readonly pid: () => number } {
  const bin = directoryIn(emptyPlace(), 'bin');
  writeFileSync(join(bin, 'uv'), `#!/bin/sh\n[ "$1" = --version ] && exit 0\necho $$ > '${bin}/pid'\nexec sleep 25\n`);
  chmodSync(join(bin, 'uv'), 0o755);
  return {
    PATH: `${bin}:${process.env['PATH'] ?? ''}`,
    pid: () => (existsSync(join(bin, 'pid')) ? Number(readFileSync(join(bin, 'pid'), 'utf8')) : 0),
  };
}

const isAlive = (pid: number): boolean => {
  if (pid === 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Waits, with a bound, until something holds. */
async function until(holds: () => boolean): Promise<void> {
  for (const end = Date.now() + 15_000; !holds() && Date.now() < end;) await setTimeout(20);
  expect(holds()).toBe(true);
}

describe('while the dependencies are installed', () => {
  test('Ctrl-C ends what installs, keeps the repository, says how to go on: exit 130', async () => {
    const cwd = emptyPlace();
    const { PATH, pid } = slowInstaller();
    const begin = Date.now();
    const shown = await atTerminal(['my-app', '--yes'], { cwd, env: { PATH } }, [
      { see: /Installing the dependencies/, type: KEY.interrupt },
    ]);
    expect(shown.code, shown.text).toBe(130);
    expect(shown.text).toContain('cd my-app && npm start');
    expect(Date.now() - begin).toBeLessThan(20_000);
    expect(paths(cwd, '')).toContain('my-app/package.json');
    await until(() => !isAlive(pid()));
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('%s to the process alone does the same', async (signal) => {
    const cwd = emptyPlace();
    const { PATH, pid } = slowInstaller();
    const child = start(['my-app', '--yes', '--no-git'], { cwd, env: { PATH } });
    await until(() => pid() > 0);
    child.kill(signal);
    const { code, stderr } = await finished(child);
    expect(code, stderr).toBe(130);
    expect(stderr).toContain('cd my-app && npm start');
    await until(() => !isAlive(pid()));
    expect(paths(cwd, '')).toContain('my-app/package.json');
  });

  test('at a terminal with prompts, the moving line ends too', async () => {
    const cwd = emptyPlace();
    const { PATH, pid } = slowInstaller();
    const shown = await atTerminal(['--no-git', '--install'], { cwd, env: { PATH } }, [
      ...ENTERS,
      WRITE,
      { see: /Installing the dependencies 1s/, type: KEY.interrupt },
    ]);
    expect(shown.code, shown.text).toBe(130);
    expect(shown.text).toContain('cd my-app && npm start');
    expect(paths(cwd, '')).toContain('my-app/package.json');
    await until(() => !isAlive(pid()));
  });
});

describe('what is missing for the install', () => {
  test('is told before anything is written', async () => {
    const cwd = emptyPlace();
    const child = start(['my-app', '--yes'], { cwd, env: { PATH: '/nowhere', PYTHON: undefined } });
    const { code, stderr } = await finished(child);
    expect(code).toBe(1);
    expect(stderr).toMatch(/Python 3\.11 or newer is needed[\s\S]*--no-install/);
    expect(paths(cwd, '')).toEqual([]);
  });

  test('an install that fails says why, and how to go on', async () => {
    const cwd = emptyPlace();
    const bin = directoryIn(cwd, 'bin');
    writeFileSync(
      join(bin, 'uv'),
      '#!/bin/sh\n[ "$1" = --version ] && exit 0\necho "no room at the inn" >&2\nexit 3\n',
    );
    chmodSync(join(bin, 'uv'), 0o755);
    const env = { PATH: `${bin}:${process.env['PATH'] ?? ''}` };
    const { code, stdout, stderr } = await finished(start(['my-app', '--yes', '--no-git'], { cwd, env }));
    expect(code).toBe(1);
    expect(stdout + stderr).toContain('no room at the inn');
    expect(stderr).toContain('cd my-app && npm start');
    expect(paths(cwd, '')).toContain('my-app/package.json');
  });
});
