// Whole repositories, as their users have them: scaffolded from the packed tarball, then only commands of their README.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { leaveOut } from '../support/place.ts';
import { keepInstalled, takeInstalled } from './installed.ts';
import {
  changes,
  formatsAsItLints,
  freePorts,
  npm,
  npmStart,
  prepareDatabase,
  replaceInService,
  restore,
  scaffold,
} from './repository.ts';
import { stackUnderTest } from '../support/stack-under-test.ts';

const {
  STACKS_DIR: directory = '',
  // The parts whose own commands no other stack of the run has proven; without it, all of them.
  PARTS: parts = 'backend,frontend',
  // Only what a newcomer does first, with nothing but Node.js and Python.
  QUICK: quick = '',
  CHROMIUM: chromium,
} = process.env;

const asked = parts.split(',').filter(Boolean);
const unknown = asked.filter((part) => !['backend', 'frontend'].includes(part));
if (unknown.length > 0) throw new Error(`PARTS names what is no part: ${unknown.join(', ')}`);

const store = join(directory, '.installed');
const isWhole = quick === '';
const stack = stackUnderTest();

const answers = (url: string): Promise<number> =>
  fetch(url).then(
    ({ status }) => status,
    () => 0,
  );

describe(stack.name, () => {
  const hasFrontend = stack.answers['frontend'] !== 'none';
  const all = hasFrontend ? ['backend', 'frontend'] : ['backend'];
  const own = all.filter((part) => asked.includes(part));
  // As `npm run lint -- backend`; what concerns every part is run as a user does, without a name.
  const named = own.length === all.length ? [] : ['--', ...own];

  let repo = '';
  const succeeds = async (...args: readonly string[]): Promise<string> => {
    const { code, text } = await npm(repo, args);
    expect(code, text).toBe(0);
    return text;
  };

  beforeAll(async () => {
    repo = await scaffold(stack, directory);
    takeInstalled(repo, store);
    await prepareDatabase(repo);
  });
  afterEach(() => keepInstalled(repo, store));

  if (own.length > 0) {
    test('`npm test` in a fresh clone installs what is missing and is green', () => succeeds('test', ...named));
  }

  if (isWhole) {
    test('`npm run build` is clean on the first run', () => succeeds('run', 'build'));

    test('`npm run gen` changes nothing', async () => {
      await succeeds('run', 'gen');
      expect(await changes(repo)).toBe('');
    });
  }

  if (isWhole && own.length > 0) {
    test('`npm run lint` is clean on the first run, and `npm run format` changes nothing', async () => {
      expect(await succeeds('run', 'lint', ...named)).not.toMatch(/\d warnings?\b/);
      const others = own.filter((part) => !formatsAsItLints(repo, part));
      if (others.length > 0) await succeeds('run', 'format', '--', ...others);
      expect(await changes(repo)).toBe('');
    });

    test('`npm run typecheck` is clean on the first run', () => succeeds('run', 'typecheck', ...named));

    const types = own.includes('frontend') ? ', and then the types name the lines of the page' : '';
    test(`a field that the service renames stops \`npm test\` until \`npm run gen\`${types}`, async () => {
      await replaceInService(repo, 'display_name', 'shown_name');
      try {
        const stale = await npm(repo, ['test', ...named]);
        expect(stale.code, stale.text).toBe(1);
        expect(stale.text).toContain('If the change is meant: npm run gen');
        await succeeds('run', 'gen');
        expect(await changes(repo)).toContain('backend/openapi.json');
        if (types === '') return;
        const { code, text } = await npm(repo, ['run', 'typecheck', '--', 'frontend']);
        expect(code, text).toBe(1);
        expect(text).toMatch(/RegisterPage.*display_name/s);
      } finally {
        await restore(repo);
      }
    });
  }

  test('`npm start` serves what it says, names a taken port, and Ctrl-C ends everything', async () => {
    const running = await npmStart(repo);
    try {
      expect(await answers(`${running.api}/readyz`)).toBe(200);
      if (hasFrontend) {
        expect(await answers(running.page)).toBe(200);
        expect(await answers(`${running.page}/api/v1/notes`)).toBe(401);
      }
      const second = await execa('npm', ['start'], {
        cwd: repo,
        env: running.ports,
        all: true,
        reject: false,
        stdin: 'ignore',
      });
      expect(second.exitCode).toBe(1);
      expect(second.all).toContain(`Port ${running.ports.PORT} (`);
    } finally {
      expect([0, 'SIGINT']).toContain(await running.stop());
    }
    expect(await answers(`${running.api}/healthz`)).toBe(0);
    expect(await answers(running.page)).toBe(0);
  });

  test('git sees no change after any of it', async (context) => {
    if (!existsSync(join(repo, '.git'))) leaveOut(context, 'there was no git when it was made');
    expect(await changes(repo)).toBe('');
  });

  if (isWhole && chromium !== undefined && hasFrontend) {
    test('`npm run test:e2e` starts everything, uses it in a browser as in a pipeline, and ends it', async () => {
      const ports = await freePorts();
      const browser = { PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH: chromium, CI: 'true' };
      const { code, text } = await npm(repo, ['run', 'test:e2e'], '', { ...ports, ...browser });
      expect(code, text).toBe(0);
      expect(text).toMatch(/^ +[1-9]\d* passed/m);
      expect(text).not.toMatch(/flaky|skipped/);
      expect(await answers(`http://localhost:${ports.PORT}/livez`)).toBe(0);
      expect(await changes(repo)).toBe('');
    });
  }

  if (isWhole && own.includes('backend')) {
    test('`npm run seed` and `npm run admin` work on the migrated database', async () => {
      await succeeds('run', 'seed');
      const made = await npm(repo, ['run', 'admin', '--', 'chief@example.com'], 'a long enough password\n');
      expect(made.code, made.text).toBe(0);
      expect(made.text).toContain('chief@example.com');
    });
  }
});
