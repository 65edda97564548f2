// Every page in light and dark, narrow and wide: axe finds nothing grave, nothing has to be scrolled sideways, and a picture is taken.
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { newPerson, type Person } from '../contract/support/people.ts';
import { barriers, sidewaysScroll } from './support/accessibility.ts';
import { appOf, settles, shown, type App } from './support/app.ts';
import { useBackend } from './support/backend.ts';
import { failed, useBrowser, type Visit } from './support/browser.ts';

const { api } = useBackend();
const visit = useBrowser();
const pictures = process.env['SCREENSHOT_DIR'] ?? mkdtempSync(join(tmpdir(), 'screenshots-'));
mkdirSync(pictures, { recursive: true });

let full: Person;
let empty: Person;
beforeAll(async () => {
  [full, empty] = [await newPerson(api), await newPerson(api)];
  for (const [index, title] of TITLES.entries()) {
    const status = (['draft', 'published', 'archived'] as const)[index % 3];
    await api.expect(201, 'POST', '/api/v1/notes', {
      token: full.token,
      json: { title, status, body: index % 2 ? `Some text about ${title}. `.repeat(6) : null },
    });
  }
});

const TITLES = [
  ...Array.from({ length: 20 }, (_, index) => `Minutes of meeting ${index + 1}`),
  'Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz'.repeat(3),
  'שלום עולם: הערה בעברית',
  'A title of many words that goes on until it has to be broken into lines somewhere, because nobody edited it down to what it says',
  '日本語のノート 😀',
  'Quarterly plan',
];

interface Scene {
  readonly name: string;
  readonly who?: 'full' | 'empty';
  /** Something lies over the page, which a picture of its whole length would show in the wrong place. */
  readonly over?: boolean;
  readonly prepare: (app: App, page: Page) => Promise<void>;
}

const scenes: Scene[] = [
  { name: 'sign-in', prepare: (app, page) => page.goto('/login').then(() => shown(app.heading('Sign in'))) },
  {
    name: 'register',
    prepare: (app, page) => page.goto('/register').then(() => shown(app.heading('Create an account'))),
  },
  { name: 'register-wrong', prepare: registerWrong },
  { name: 'notes', who: 'full', prepare: (app) => shown(app.note('Quarterly plan')) },
  { name: 'notes-empty', who: 'empty', prepare: (_app, page) => shown(page.getByText('No notes yet')) },
  {
    name: 'notes-none-found',
    who: 'full',
    prepare: (_app, page) => page.goto('/notes?q=zzz').then(() => shown(page.getByText('Nothing matches'))),
  },
  {
    name: 'note-new',
    who: 'full',
    prepare: (app, page) => page.goto('/notes/new').then(() => shown(app.heading('New note'))),
  },
  {
    name: 'note-edit',
    who: 'full',
    prepare: (app) => app.openNote('Quarterly plan').then(() => shown(app.field('Title'))),
  },
  { name: 'note-saved', who: 'full', over: true, prepare: saveNote },
  { name: 'account', who: 'full', prepare: (app, page) => page.goto('/account').then(() => shown(app.field('Name'))) },
  { name: 'account-delete', who: 'full', over: true, prepare: askToDelete },
  {
    name: 'not-found',
    who: 'full',
    prepare: (_app, page) => page.goto('/nothing/here').then(() => shown(page.getByRole('heading', { level: 1 }))),
  },
];

async function registerWrong(app: App, page: Page): Promise<void> {
  await page.goto('/register');
  await app.register('a@b', 'short');
  await settles(() => app.field('E-mail').getAttribute('aria-invalid'), 'true');
}

async function saveNote(app: App): Promise<void> {
  await app.openNote('Quarterly plan');
  await app.button('Save').click();
  await shown(app.toast('Note saved'));
}

async function askToDelete(app: App, page: Page): Promise<void> {
  await page.goto('/account');
  await app.button('Delete account').click();
  await shown(page.getByRole('dialog').or(page.getByRole('alertdialog')));
}

async function enact({ who, prepare }: Scene, { page, provokes }: Visit): Promise<void> {
  provokes(failed(422));
  const app = appOf(page);
  if (who) await app.enter(who === 'full' ? full : empty);
  await prepare(app, page);
}

describe.each(['light', 'dark'] as const)('in the %s', (colorScheme) => {
  describe.each([360, 768, 1280])('%i pixels wide', (width) => {
    test.each(scenes)('$name', async (scene) => {
      const opened = await visit({ colorScheme, viewport: { width, height: width < 500 ? 740 : 800 } });
      await enact(scene, opened);
      await opened.page.screenshot({
        path: join(pictures, `${scene.name}-${colorScheme}-${width}.png`),
        fullPage: !scene.over,
      });
      expect(await sidewaysScroll(opened.page)).toBeLessThanOrEqual(0);
      expect(await barriers(opened.page)).toEqual([]);
    });
  });
});

describe('the theme', () => {
  const background = (page: Page): Promise<string> =>
    page.evaluate(() => getComputedStyle(document.body).backgroundColor);

  test('follows the system until it is chosen, and then stays', async () => {
    const { page } = await visit({ colorScheme: 'light' });
    const app = appOf(page);
    await app.enter(full);
    const light = await background(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(() => background(page)).not.toBe(light);
    const dark = await background(page);
    await choose(page, app, /light/i);
    await settles(() => background(page), light);
    await page.reload();
    await shown(app.heading('Notes'));
    expect(await background(page)).toBe(light);
    await page.emulateMedia({ colorScheme: 'light' });
    await choose(page, app, /dark/i);
    await settles(() => background(page), dark);
    await choose(page, app, /system/i);
    await settles(() => background(page), light);
  });

  // A button that goes round the three, or opens a menu of them.
  async function choose(page: Page, app: App, wanted: RegExp): Promise<void> {
    for (let round = 0; round < 4; round += 1) {
      if (wanted.test(await described(app))) return;
      await app.button('Theme').click();
      const items = page.getByRole('menuitemradio', { name: wanted }).or(page.getByRole('menuitem', { name: wanted }));
      if (await items.count()) await items.first().click();
    }
    expect(await described(app)).toMatch(wanted);
  }

  const described = (app: App): Promise<string> =>
    app.button('Theme').evaluate((element) => {
      const ids = (element.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean);
      const texts = ids.map((id) => document.getElementById(id)?.textContent ?? '');
      return [element.getAttribute('aria-description') ?? '', element.getAttribute('title') ?? '', ...texts].join(' ');
    });

  test('is there before the first paint', async () => {
    const { page } = await visit({ colorScheme: 'light' });
    const app = appOf(page);
    await app.enter(full);
    const light = await background(page);
    await choose(page, app, /dark/i);
    await expect.poll(() => background(page)).not.toBe(light);
    await page.goto('/notes', { waitUntil: 'commit' });
    await page.waitForFunction(() => Boolean(document.querySelector('body')));
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toMatch(/dark/);
  });
});
