// Whole repositories, as their users have them: scaffolded from the packed tarball, then only commands of their README.
import { execa } from 'execa';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  changes,
  freePorts,
  npm,
  npmStart,
  prepareDatabase,
  replaceInService,
  restore,
  scaffold,
} from './repository.ts';
import { TEMPLATES } from '../../src/catalog.ts';
import { stacksIn } from './stacks.ts';

const directory = process.env['STACKS_DIR'] ?? '';
const answers = (url: string): Promise<number> =>
  fetch(url).then(
    ({ status }) => status,
    () => 0,
  );

// The runner names one at a time, as several are run at once, and says where other stacks have proven the parts of this one by themselves.
const asked = stacksIn(TEMPLATES).filter(({ name }) => name === (process.env['STACK'] ?? name));
const areProven = process.env['PARTS'] === 'proven';
const chromium = process.env['CHROMIUM'];

describe.each(asked)('$name', (stack) => {
  let repo = '';
  beforeAll(async () => {
    repo = await scaffold(stack, directory);
    await prepareDatabase(repo);
  });

  if (!areProven) {
    test('`npm test` in a fresh clone installs what is missing and is green', async () => {
      const { code, text } = await npm(repo, ['test']);
      expect(code, text).toBe(0);
    });
  }

  test.each(areProven ? ['build'] : ['lint', 'typecheck', 'build'])(
    '`npm run %s` is clean on the first run',
    async (verb) => {
      const { code, text } = await npm(repo, ['run', verb]);
      expect(code, text).toBe(0);
    },
  );

  test.each(areProven ? ['gen'] : ['format', 'gen'])('`npm run %s` changes nothing', async (verb) => {
    const { code, text } = await npm(repo, ['run', verb]);
    expect(code, text).toBe(0);
    expect(await changes(repo)).toBe('');
  });

  if (!areProven && stack.answers['frontend'] !== 'none') {
    test('a field that the service names anew stops `npm test`, and after `npm run gen` the types name the lines of the page', async () => {
      await replaceInService(repo, 'display_name', 'shown_name');
      try {
        const stale = await npm(repo, ['test']);
        expect(stale.code, stale.text).toBe(1);
        expect(stale.text).toContain('If the change is meant: npm run gen');
        const renewed = await npm(repo, ['run', 'gen']);
        expect(renewed.code, renewed.text).toBe(0);
        const types = await npm(repo, ['run', 'typecheck']);
        expect(types.code, types.text).toBe(1);
        expect(types.text).toMatch(/RegisterPage.*display_name/s);
      } finally {
        await restore(repo);
      }
    });
  }

  test('`npm start` serves what it says, names a taken port, and Ctrl-C ends everything', async () => {
    const running = await npmStart(repo);
    try {
      expect(await answers(`${running.api}/readyz`)).toBe(200);
      if (stack.answers['frontend'] !== 'none') {
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
    expect(await changes(repo)).toBe('');
  });

  if (chromium !== undefined && stack.answers['frontend'] !== 'none') {
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

  if (!areProven) {
    test('`npm run seed` and `npm run admin` work on the migrated database', async () => {
      const seeded = await npm(repo, ['run', 'seed']);
      expect(seeded.code, seeded.text).toBe(0);
      const made = await npm(repo, ['run', 'admin', '--', 'chief@example.com'], 'a long enough password\n');
      expect(made.code, made.text).toBe(0);
      expect(made.text).toContain('chief@example.com');
    });
  }
});
