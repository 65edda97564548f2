import { EventEmitter } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { create } from '../../src/commands/create.ts';
import { Refusal } from '../../src/errors.ts';
import type { Io } from '../../src/io.ts';
import { openCatalog } from '../../src/catalog.ts';
import { isOpen } from '../../src/answers.ts';
import { isAsked, questions, type Given } from '../../src/options.ts';
import { terminalUi } from '../../src/ui.ts';
import { directoryIn, emptyPlace, paths } from '../support/place.ts';

const ENTER = '\r';
const DOWN = '\u001B[B';
const CTRL_C = '\u0003';

/** A keyboard and a screen for the prompts: each key is pressed once its pattern is there. */
class Terminal {
  readonly input = Object.assign(new PassThrough(), { isTTY: false });
  readonly output = Object.assign(new PassThrough(), { columns: 100, rows: 40, isTTY: false });
  #raw = '';
  #seen = 0;
  readonly #news = new EventEmitter();

  constructor() {
    this.output.setEncoding('utf8').on('data', (chunk: string) => {
      this.#raw += chunk;
      this.#news.emit('news');
    });
  }

  get text(): string {
    return stripVTControlCharacters(this.#raw);
  }

  /** Waits for a pattern after what was seen so far, then types. */
  async press(see: RegExp, keys: string): Promise<void> {
    const bound = AbortSignal.timeout(5000);
    let match = see.exec(this.text.slice(this.#seen));
    while (match === null) {
      await new Promise<void>((resolve, reject) => {
        this.#news.once('news', resolve);
        bound.addEventListener('abort', () => reject(new Error(`waited for ${String(see)} in:\n${this.text}`)), {
          once: true,
        });
      });
      match = see.exec(this.text.slice(this.#seen));
    }
    // A key draws the same prompt again: only what comes after counts then.
    this.#seen = keys === '' ? this.#seen + match.index + match[0].length : this.text.length;
    this.input.write(keys);
  }
}

interface Session {
  readonly place: string;
  readonly terminal: Terminal;
  readonly end: Promise<unknown>;
}

/** Starts a whole interactive run in this process. */
function session(given: Given = {}, place = emptyPlace(), signal = new AbortController().signal): Session {
  const terminal = new Terminal();
  onTestFinished(() => void terminal.input.end());
  const io: Io = {
    input: terminal.input,
    output: terminal.output,
    result: (text) => void terminal.output.write(text),
    cwd: place,
    words: [],
    interactive: true,
    signal,
    version: '0.0.0',
  };
  const end = create({ git: false, install: false, ...given }, {}, io).catch((error: unknown) => error);
  return { place, terminal, end };
}

const catalog = openCatalog();
const prompts = questions.filter(
  (question) => isAsked(question, {}) && isOpen(question, catalog) && question.key !== 'install',
);
const afterDirectory = prompts.slice(prompts.findIndex(({ key }) => key === 'directory') + 1);
const messageOf = (key: string): RegExp => {
  const message = questions.find((question) => question.key === key)?.message ?? key;
  return new RegExp(message.replaceAll(/[?.()]/g, String.raw`\$&`));
};

const WRITE = /Write it\?/;

test('Enter alone takes every default and writes', async () => {
  const { place, terminal, end } = session();
  for (const { key } of prompts) await terminal.press(messageOf(key), ENTER);
  await terminal.press(WRITE, ENTER);
  expect(await end).toBeUndefined();
  expect(paths(place, '')).toContain('my-app/.technokaizen.json');
  expect(terminal.text).toContain('My App is ready.');
});

test('what a flag says is not asked', async () => {
  const { place, terminal, end } = session({
    directory: 'shop',
    backend: 'fastapi',
    frontend: 'none',
    database: 'sqlite',
    ci: [],
    deploy: [],
  });
  await terminal.press(WRITE, ENTER);
  expect(await end).toBeUndefined();
  for (const { message } of prompts) expect(terminal.text).not.toContain(message);
  expect(paths(place, '')).not.toContain('shop/frontend');
});

describe('the recommendation', () => {
  const SPACE = ' ';

  /** Says that it needs real time, and nothing else, up to the backend. */
  const toBackend = async ({ terminal }: Session): Promise<void> => {
    await terminal.press(messageOf('needs'), DOWN.repeat(3) + SPACE + ENTER);
    for (const key of ['priority', 'team', 'scale', 'industry', 'architecture', 'directory'])
      await terminal.press(messageOf(key), ENTER);
    await terminal.press(/What fits[\s\S]*Node\.js \(Fastify\) +█+ +\+4[\s\S]*open connections/, '');
  };
  const decisionIn = (place: string): unknown =>
    (JSON.parse(readFileSync(join(place, 'my-app/.technokaizen.json'), 'utf8')) as { decision: unknown }).decision;
  const afterBackend = prompts.slice(prompts.findIndex(({ key }) => key === 'backend') + 1);

  test('is shown with bars, reasons and cautions, and one key takes it', async () => {
    const run = session();
    await toBackend(run);
    await run.terminal.press(/● Node\.js \(Fastify\), recommended/, ENTER);
    for (const { key } of afterBackend) await run.terminal.press(messageOf(key), ENTER);
    await run.terminal.press(WRITE, ENTER);
    expect(await run.end).toBeUndefined();
    expect(run.terminal.text).not.toContain('Which rules does it fall under?');
    expect(decisionIn(run.place)).toMatchObject({ chosen: 'node', recommended: 'node' });
  });

  test('can be overruled, which the summary and the record say', async () => {
    const run = session();
    await toBackend(run);
    await run.terminal.press(/recommended/, DOWN + ENTER);
    for (const { key } of afterBackend) await run.terminal.press(messageOf(key), ENTER);
    await run.terminal.press(/backend +fastapi \(overrules node by 3 points\)/, '');
    await run.terminal.press(WRITE, ENTER);
    expect(await run.end).toBeUndefined();
    expect(decisionIn(run.place)).toMatchObject({ chosen: 'fastapi', recommended: 'node', overruledBy: 3 });
  });

  test('is made anew where the profile is changed at the end', async () => {
    const run = session();
    await toBackend(run);
    await run.terminal.press(/recommended/, ENTER);
    for (const { key } of afterBackend) await run.terminal.press(messageOf(key), ENTER);
    await run.terminal.press(WRITE, DOWN + ENTER);
    const open = questions.filter((question) => isOpen(question, catalog)).map(({ key }) => key);
    const steps = open.indexOf('description') - open.indexOf('needs');
    await run.terminal.press(/Which answer\?/, '\u001B[A'.repeat(steps) + ENTER);
    await run.terminal.press(messageOf('needs'), DOWN.repeat(3) + SPACE + DOWN.repeat(8) + SPACE + ENTER);
    await run.terminal.press(/Django, with [\s\S]*● Django, recommended/, ENTER);
    await run.terminal.press(WRITE, ENTER);
    expect(await run.end).toBeUndefined();
    expect(decisionIn(run.place)).toMatchObject({ chosen: 'django', recommended: 'django' });
  });

  test('a monolith is not offered beside a microservice', async () => {
    const run = session({ needs: ['microservice'] });
    for (const key of ['priority', 'team', 'scale', 'industry']) await run.terminal.press(messageOf(key), ENTER);
    await run.terminal.press(/Undecided/, CTRL_C);
    await run.end;
    expect(run.terminal.text).not.toContain('A monolith');
  });
});

describe('a choice that needs another', () => {
  const SPACE = ' ';
  const toDeploy = async ({ terminal }: Session): Promise<void> => {
    for (const { key } of prompts.slice(
      0,
      prompts.findIndex((question) => question.key === 'deploy'),
    ))
      await terminal.press(messageOf(key), ENTER);
  };

  test('says what it needs, takes it over the answer before, and the summary shows that', async () => {
    const run = session();
    await toDeploy(run);
    await run.terminal.press(messageOf('deploy'), DOWN + DOWN);
    await run.terminal.press(/Kubernetes \(.*needs PostgreSQL and Docker\)/, SPACE + ENTER);
    await run.terminal.press(/database +postgres \(kubernetes needs postgres\)/, '');
    await run.terminal.press(/deploy +docker, kubernetes \(kubernetes needs docker\)/, '');
    await run.terminal.press(WRITE, ENTER);
    expect(await run.end).toBeUndefined();
    expect(paths(run.place, '')).toContain('my-app/deploy/kubernetes/base/kustomization.yaml');
  });

  test('is not offered where a flag rules it out', async () => {
    const run = session({ directory: 'shop', backend: 'fastapi', frontend: 'none', database: 'sqlite', ci: [] });
    await run.terminal.press(/How will it be deployed\?[\s\S]*Docker/, CTRL_C);
    await run.end;
    expect(run.terminal.text).not.toContain('Kubernetes');
  });

  test('settles what a flag left open, and that is not asked', async () => {
    const run = session({ directory: 'shop', backend: 'fastapi', frontend: 'none', deploy: ['kubernetes'], ci: [] });
    await run.terminal.press(/--deploy kubernetes needs --database postgres, which is taken/, '');
    await run.terminal.press(/database +postgres/, '');
    await run.terminal.press(WRITE, ENTER);
    expect(await run.end).toBeUndefined();
    expect(run.terminal.text).not.toContain('Which database?');
  });

  test('what it needs is no longer offered otherwise when an answer is changed', async () => {
    const run = session({ deploy: ['kubernetes'] });
    for (const { key } of prompts.filter((question) => !['database', 'deploy'].includes(question.key)))
      await run.terminal.press(messageOf(key), ENTER);
    await run.terminal.press(WRITE, DOWN + ENTER);
    const open = questions.filter((question) => isOpen(question, catalog)).map(({ key }) => key);
    const steps = open.indexOf('database') - open.indexOf('description');
    await run.terminal.press(/Which answer\?/, DOWN.repeat(steps) + ENTER);
    await run.terminal.press(/Which database\?[\s\S]*PostgreSQL/, CTRL_C);
    await run.end;
    expect(run.terminal.text).not.toContain('SQLite');
  });
});

describe('Ctrl-C', () => {
  test.each([...prompts.map(({ key }) => key), 'Write it?'])('at %s: 130, nothing written', async (last) => {
    const { place, terminal, end } = session();
    for (const { key } of prompts) {
      await terminal.press(messageOf(key), key === last ? CTRL_C : ENTER);
      if (key === last) break;
    }
    if (last === 'Write it?') await terminal.press(WRITE, CTRL_C);
    expect(await end).toMatchObject({ exitCode: 130, message: 'Cancelled: nothing was written.' });
    expect(paths(place, '')).toEqual([]);
  });

  test.each(['Which answer?', 'What is it, in one line?'])('at "%s" after the summary', async (last) => {
    const { place, terminal, end } = session();
    for (const { key } of prompts) await terminal.press(messageOf(key), ENTER);
    await terminal.press(WRITE, DOWN + ENTER);
    await terminal.press(/Which answer\?/, last === 'Which answer?' ? CTRL_C : ENTER);
    if (last !== 'Which answer?') await terminal.press(/in one line\?/, CTRL_C);
    expect(await end).toMatchObject({ exitCode: 130 });
    expect(paths(place, '')).toEqual([]);
  });

  test('as a signal at a prompt', async () => {
    const abort = new AbortController();
    const { place, terminal, end } = session({}, emptyPlace(), abort.signal);
    await terminal.press(messageOf('needs'), ENTER);
    await terminal.press(messageOf('directory'), 'x');
    abort.abort();
    expect(await end).toMatchObject({ exitCode: 130 });
    expect(paths(place, '')).toEqual([]);
  });
});

describe('the summary', () => {
  const toSummary = async ({ terminal }: Session): Promise<void> => {
    for (const { key } of prompts) await terminal.press(messageOf(key), ENTER);
  };

  test('shows every answer and the number of files', async () => {
    const run = session();
    await toSummary(run);
    await run.terminal.press(WRITE, DOWN + DOWN + ENTER);
    for (const { key } of questions.filter((question) => question.key !== 'directory' && !('profile' in question)))
      expect(run.terminal.text).toMatch(new RegExp(`${key} {2,}\\S`));
    expect(run.terminal.text).toMatch(/\d+ files in /);
    expect(await run.end).toMatchObject({ exitCode: 130 });
  });

  test('"no" leaves everything as it was', async () => {
    const run = session();
    await toSummary(run);
    await run.terminal.press(WRITE, DOWN + DOWN + ENTER);
    expect(await run.end).toMatchObject({ exitCode: 130 });
    expect(paths(run.place, '')).toEqual([]);
  });

  /** Chooses "change an answer" and the one of that key. */
  const choose = async ({ terminal }: Session, key: keyof Given): Promise<void> => {
    const open = questions.filter((question) => isOpen(question, catalog)).map((question) => question.key);
    const steps = open.indexOf(key) - open.indexOf('description');
    await terminal.press(WRITE, DOWN + ENTER);
    await terminal.press(/Which answer\?/, (steps < 0 ? '\u001B[A' : DOWN).repeat(Math.abs(steps)) + ENTER);
  };

  test('an answer that is changed there is the one that is written', async () => {
    const run = session();
    await toSummary(run);
    await choose(run, 'owner');
    await run.terminal.press(messageOf('owner'), `Ann Other${ENTER}`);
    await run.terminal.press(WRITE, ENTER);
    expect(await run.end).toBeUndefined();
    expect(readFileSync(join(run.place, 'my-app/LICENSE'), 'utf8')).toContain('Ann Other');
  });

  test('the name and what follows from it change with the directory', async () => {
    const run = session();
    await toSummary(run);
    await choose(run, 'directory');
    await run.terminal.press(messageOf('directory'), `book-shop${ENTER}`);
    await run.terminal.press(/description +The Book Shop application/, '');
    await run.terminal.press(WRITE, ENTER);
    expect(await run.end).toBeUndefined();
    expect(paths(run.place, '').filter((path) => !path.includes('/'))).toEqual(['book-shop']);
  });
});

describe('a directory that can not be', () => {
  test.each([
    ['../x', /outside the current directory/],
    ['full', /not empty/],
  ])('%s is asked for again, with the reason', async (directory, reason) => {
    const place = emptyPlace();
    writeFileSync(join(directoryIn(place, 'full'), 'mine'), '');
    const { terminal, end } = session({}, place);
    await terminal.press(messageOf('needs'), ENTER);
    await terminal.press(messageOf('directory'), directory + ENTER);
    await terminal.press(reason, '\u007F'.repeat(directory.length) + `fine${ENTER}`);
    for (const { key } of afterDirectory) await terminal.press(messageOf(key), ENTER);
    await terminal.press(WRITE, ENTER);
    expect(await end).toBeUndefined();
    expect(paths(place, '')).toContain('fine/package.json');
    expect(paths(place, 'full')).toEqual(['full/mine']);
  });

  test.each([undefined, 'My Shop'])(
    'a name is asked for where the directory’s can not be one (flag: %s)',
    async (flag) => {
      const { place, terminal, end } = session(flag === undefined ? {} : { directory: flag });
      await terminal.press(messageOf('needs'), ENTER);
      if (flag === undefined) await terminal.press(messageOf('directory'), `My Shop${ENTER}`);
      await terminal.press(/Capital letters are not allowed[\s\S]*What is its name\?/, ENTER);
      for (const { key } of afterDirectory) await terminal.press(messageOf(key), ENTER);
      await terminal.press(/name +my-shop/, '');
      await terminal.press(WRITE, ENTER);
      expect(await end).toBeUndefined();
      expect(paths(place, '')).toContain('My Shop/package.json');
    },
  );
});

describe('a long step', () => {
  test('ends its line when it is done, and when it fails', async () => {
    const { input, output, text } = screen();
    const ui = terminalUi(input, output, new AbortController().signal);
    await ui.step('Working', 'Worked', () => Promise.resolve());
    expect(text()).toMatch(/Working.*0s[\s\S]*Worked\n$/);
    await expect(ui.step('Trying', 'Tried', () => Promise.reject(new Refusal('no', 'why')))).rejects.toThrow('no');
    expect(text()).toMatch(/Trying\n$/);
    const before = text();
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(text()).toBe(before);
  });
});

function screen(): { input: PassThrough; output: PassThrough; text: () => string } {
  let raw = '';
  const output = new PassThrough();
  output.setEncoding('utf8').on('data', (chunk: string) => (raw += chunk));
  return { input: new PassThrough(), output, text: () => stripVTControlCharacters(raw).replaceAll('\r', '') };
}
