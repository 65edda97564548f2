// One journey through the application, for every frontend: what a person does, by roles and names alone.
import { describe, expect, test } from 'vitest';
import { freshEmail, newPerson, PASSWORD, type Person } from '../contract/support/people.ts';
import { appOf, gone, settles, shown, type App } from './support/app.ts';
import { useBackend } from './support/backend.ts';
import { BASE_URL, failed, useBrowser, type Visit } from './support/browser.ts';

const { api } = useBackend();
const visit = useBrowser();

async function arrive(): Promise<Visit & { app: App; person: Person }> {
  const [opened, person] = await Promise.all([visit(), newPerson(api)]);
  const app = appOf(opened.page);
  await app.enter(person);
  return { ...opened, app, person };
}

const pathOf = (address: string): string => new URL(address).pathname;
const createNotes = (person: Person, titles: readonly string[], status = 'draft'): Promise<unknown> =>
  titles.reduce<Promise<unknown>>(
    (before, title) =>
      before.then(() => api.expect(201, 'POST', '/api/v1/notes', { token: person.token, json: { title, status } })),
    Promise.resolve(),
  );

describe('coming in', () => {
  test('the first page is for signing in, with a way to an account', async () => {
    const { page } = await visit();
    const app = appOf(page);
    await page.goto('/');
    await shown(app.heading('Sign in'));
    await app.link('Create an account').click();
    await shown(app.heading('Create an account'));
    await app.link('Sign in').click();
    await shown(app.heading('Sign in'));
  });

  test('registering signs in', async () => {
    const { page } = await visit();
    const app = appOf(page);
    await page.goto('/register');
    await app.register(freshEmail(), PASSWORD, 'Ada Lovelace');
    await shown(app.heading('Notes'));
    await shown(page.getByText('No notes yet'));
    await app.link('Account').click();
    expect(await app.field('Name').inputValue()).toBe('Ada Lovelace');
  });

  test('registering an e-mail that is taken says so', async () => {
    const person = await newPerson(api);
    const { page, provokes } = await visit();
    provokes(failed(409));
    const app = appOf(page);
    await page.goto('/register');
    await app.register(person.email, PASSWORD);
    await shown(page.locator('[role=alert]:not(:empty), [aria-invalid=true]'));
    expect(pathOf(page.url())).toBe('/register');
    expect(await app.field('E-mail').inputValue()).toBe(person.email);
  });

  test('a wrong password says so, and keeps what was typed', async () => {
    const person = await newPerson(api);
    const { page, provokes } = await visit();
    provokes(failed(401));
    const app = appOf(page);
    await page.goto('/login');
    await app.signIn(person.email, 'not the password');
    await shown(app.alert('E-mail or password is wrong.'));
    expect(await app.field('E-mail').inputValue()).toBe(person.email);
    await app.signIn(person.email, person.password);
    await shown(app.heading('Notes'));
  });

  test.each([
    ['a@b', PASSWORD, 'E-mail'],
    ['', PASSWORD, 'E-mail'],
    [freshEmail(), 'short', 'Password'],
    ['a@b', 'short', 'E-mail'],
  ])('e-mail %j and password %j: the first wrong field is marked, told and focused', async (email, password, wrong) => {
    const { page, provokes } = await visit();
    provokes(failed(422));
    const app = appOf(page);
    await page.goto('/register');
    await app.register(email, password);
    const field = app.field(wrong);
    await settles(() => field.getAttribute('aria-invalid'), 'true');
    await settles(() => field.evaluate((element) => element === document.activeElement), true);
    const told = await field.evaluate((element) =>
      (element.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent ?? '')
        .join(''),
    );
    expect(told.trim()).not.toBe('');
  });

  test('fields tell a password manager what they are', async () => {
    const { page } = await visit();
    const app = appOf(page);
    const purposes = (names: string[]): Promise<(string | null)[]> =>
      Promise.all(names.map((name) => app.field(name).getAttribute('autocomplete')));
    await page.goto('/login');
    await shown(app.heading('Sign in'));
    expect((await purposes(['E-mail', 'Password']))[1]).toBe('current-password');
    expect((await purposes(['E-mail']))[0]).toMatch(/username|email/);
    await app.link('Create an account').click();
    await shown(app.heading('Create an account'));
    expect((await purposes(['Password']))[0]).toBe('new-password');
  });

  test.each(['/notes/new', '/account', '/notes?q=abc&status=draft'])(
    'a deep link to %s survives signing in',
    async (target) => {
      const person = await newPerson(api);
      const { page } = await visit();
      const app = appOf(page);
      await page.goto(target);
      await shown(app.heading('Sign in'));
      await app.signIn(person.email, person.password);
      await settles(() => Promise.resolve(pathOf(page.url())), target.split('?')[0]);
      await gone(app.heading('Sign in'));
      if (target.includes('?'))
        expect(await page.getByRole('searchbox', { name: 'Search notes' }).inputValue()).toBe('abc');
    },
  );

  test.each(['https://example.com/', '//example.com', '/\\example.com', 'javascript:alert(1)', '%2F%2Fexample.com'])(
    '?next=%s leads nowhere else',
    async (next) => {
      const person = await newPerson(api);
      const { page } = await visit();
      const app = appOf(page);
      await page.goto(`/login?next=${next}`);
      await app.signIn(person.email, person.password);
      await gone(app.heading('Sign in'));
      expect(new URL(page.url()).origin).toBe(new URL(BASE_URL).origin);
      await shown(app.heading('Notes'));
    },
  );

  test('an address that leads nowhere says so', async () => {
    const { page } = await arrive();
    await page.goto('/nothing/here');
    await shown(page.getByRole('heading', { level: 1 }));
    await shown(page.getByText(/not found|does not exist|doesn.t exist|no such page|nothing here/i));
  });
});

describe('the session', () => {
  test('outlives a reload', async () => {
    const { page, app } = await arrive();
    for (let round = 0; round < 3; round += 1) {
      await page.reload();
      await shown(app.heading('Notes'));
    }
  });

  test('leaves no token where scripts could read it later', async () => {
    const { page } = await arrive();
    const kept = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, document.cookie]));
    expect(kept).not.toMatch(/eyJ|token/i);
  });

  test('ends by signing out, for good', async () => {
    const { page, app, context } = await arrive();
    await app.signOut();
    expect((await context.cookies()).filter(({ name, value }) => name === 'refresh_token' && value !== '')).toEqual([]);
    await page.goto('/notes');
    await shown(app.heading('Sign in'));
    await page.goBack();
    await shown(app.heading('Sign in'));
  });

  test('in another tab is the same, and so is its end', async () => {
    const { page, app, context } = await arrive();
    const second = await context.newPage();
    await second.goto('/notes');
    await shown(appOf(second).heading('Notes'));
    for (let round = 0; round < 3; round += 1) {
      await Promise.all([page.reload(), second.reload()]);
      await Promise.all([shown(app.heading('Notes')), shown(appOf(second).heading('Notes'))]);
    }
    await app.signOut();
    await shown(appOf(second).heading('Sign in'));
  });
});

describe('notes', () => {
  test('are made, changed and found again', async () => {
    const { page, app } = await arrive();
    await app.createNote({ title: 'First note', text: 'With text\nin two lines', status: 'Published' });
    await shown(app.toast('Note saved'));
    await app.openNote('First note');
    expect(await app.field('Text').inputValue()).toBe('With text\nin two lines');
    expect(await app.choice('Status').evaluate((element: HTMLSelectElement) => element.selectedOptions[0]?.label)).toBe(
      'Published',
    );
    await app.fillNote({ title: 'Renamed', text: '', status: 'Archived' });
    await app.button('Save').click();
    await shown(app.note('Renamed'));
    await gone(app.note('First note'));
    await page.reload();
    await shown(app.note('Renamed'));
  });

  test('Cancel changes nothing', async () => {
    const { app } = await arrive();
    await app.createNote({ title: 'Kept' });
    await app.openNote('Kept');
    await app.fillNote({ title: 'Dropped' });
    await app.link('Cancel').click();
    await shown(app.note('Kept'));
    await gone(app.note('Dropped'));
  });

  test('need a title', async () => {
    const { page, app, provokes } = await arrive();
    provokes(failed(422));
    await page.goto('/notes/new');
    await app.button('Save').click();
    await settles(() => app.field('Title').getAttribute('aria-invalid'), 'true');
    await app.fillNote({ title: 'Now it has one' });
    await app.button('Save').click();
    await shown(app.note('Now it has one'));
  });

  test('are deleted at once, and undone with all they had', async () => {
    const { page, app } = await arrive();
    await app.createNote({ title: 'Precious', text: 'Its text', status: 'Published' });
    await app.openNote('Precious');
    await app.button('Delete note').click();
    await shown(app.toast('Note deleted'));
    await gone(app.note('Precious'));
    await app.button('Undo').click();
    await shown(app.note('Precious'));
    await app.openNote('Precious');
    expect(await app.field('Text').inputValue()).toBe('Its text');
    await page.reload();
    expect(await app.choice('Status').inputValue()).toMatch(/published/i);
  });

  test('leave eight seconds to undo, and stay deleted without', async () => {
    const { page, app } = await arrive();
    await app.createNote({ title: 'Gone' });
    await app.openNote('Gone');
    await app.button('Delete note').click();
    await shown(app.toast('Note deleted'));
    await page.waitForTimeout(6500);
    expect(await app.button('Undo').isVisible()).toBe(true);
    await page.mouse.move(1, 1);
    await gone(app.button('Undo'), 30_000);
    await page.reload();
    await shown(page.getByText('No notes yet'));
  });

  test("of nobody, or somebody else's, are not found", async () => {
    const other = await newPerson(api);
    const note = (
      await api.expect(201, 'POST', '/api/v1/notes', { token: other.token, json: { title: 'Secret of others' } })
    ).note();
    const { page, app, provokes } = await arrive();
    provokes(failed(404, 422));
    for (const id of [note.id, '6f1d3c8e-1b1a-4a8e-9d55-2f0c7a0e4b11', 'nonsense']) {
      await page.goto(`/notes/${id}`);
      await shown(page.getByText(/not found|doesn.t exist|does not exist|no longer|nothing here/i));
      expect(await page.getByText('Secret of others').count()).toBe(0);
      expect(await app.button('Save').count()).toBe(0);
    }
  });

  test('show any text as it is', async () => {
    const { app } = await arrive();
    const titles = ['<img src=x onerror=alert(1)>', 'שלום עולם', '日本語 😀', '100% & "quotes"'];
    for (const title of titles) await app.createNote({ title, text: title });
    expect(new Set(await app.titles())).toEqual(new Set(titles));
    expect(
      await app
        .note('שלום עולם')
        .evaluate((element) => getComputedStyle(element.closest('[dir]') ?? element).direction),
    ).toBe('rtl');
  });
});

describe('the list', () => {
  const search = (app: App, page: Visit['page'], text: string): Promise<void> =>
    page
      .getByRole('searchbox', { name: 'Search notes' })
      .fill(text)
      .then(() => shown(app.heading('Notes')));

  test('is searched, filtered and sorted, and its address says how', async () => {
    const { page, app, person } = await arrive();
    await createNotes(person, ['banana', 'apple pie', 'cherry']);
    await createNotes(person, ['apple tart', 'date'], 'published');
    await page.reload();
    await settles(app.titles, ['date', 'apple tart', 'cherry', 'apple pie', 'banana']);
    await app.choice('Sort by').selectOption({ label: 'Title A–Z' });
    await settles(app.titles, ['apple pie', 'apple tart', 'banana', 'cherry', 'date']);
    await search(app, page, 'APPLE');
    await settles(app.titles, ['apple pie', 'apple tart']);
    await app.choice('Status').selectOption({ label: 'Published' });
    await settles(app.titles, ['apple tart']);
    await page.reload();
    await settles(app.titles, ['apple tart']);
    expect(
      await app.choice('Sort by').evaluate((element: HTMLSelectElement) => element.selectedOptions[0]?.label),
    ).toBe('Title A–Z');
    await search(app, page, 'nothing like it');
    await shown(page.getByText('Nothing matches'));
    await search(app, page, '');
    await app.choice('Status').selectOption({ label: 'All' });
    await app.choice('Sort by').selectOption({ label: 'Title Z–A' });
    await settles(app.titles, ['date', 'cherry', 'banana', 'apple tart', 'apple pie']);
    await app.choice('Sort by').selectOption({ label: 'Oldest first' });
    await settles(app.titles, ['banana', 'apple pie', 'cherry', 'apple tart', 'date']);
    await app.choice('Sort by').selectOption({ label: 'Newest first' });
    await settles(app.titles, ['date', 'apple tart', 'cherry', 'apple pie', 'banana']);
  });

  test('has pages', async () => {
    const { page, app, person } = await arrive();
    const titles = Array.from({ length: 45 }, (_, index) => `note ${String(index).padStart(2, '0')}`);
    await createNotes(person, titles);
    await page.goto('/notes');
    const pages = page.getByRole('navigation', { name: 'Pages' });
    const count = await pageCount(pages.getByText(/Page 1 of \d+/));
    expect(count).toBeGreaterThan(1);
    expect(await app.button('Previous page').isEnabled()).toBe(false);
    const seen = [...(await app.titles())];
    for (let number = 2; number <= count; number += 1) {
      await app.button('Next page').click();
      await shown(pages.getByText(`Page ${number} of ${count}`));
      await expect.poll(async () => (await app.titles()).some((title) => seen.includes(title))).toBe(false);
      seen.push(...(await app.titles()));
    }
    expect(seen.toSorted()).toEqual(titles);
    expect(await app.button('Next page').isEnabled()).toBe(false);
    await page.reload();
    await shown(pages.getByText(`Page ${count} of ${count}`));
    await search(app, page, 'note 1');
    await settles(async () => (await app.titles()).length, 10);
    await page.goBack();
    await app.button('Previous page').first().waitFor();
  });

  const pageCount = async (locator: ReturnType<Visit['page']['getByText']>): Promise<number> => {
    await shown(locator);
    return Number(/of (\d+)/.exec(await locator.innerText())?.[1]);
  };
});

describe('the account', () => {
  test('has a name to change', async () => {
    const { page, app } = await arrive();
    await app.link('Account').click();
    await shown(app.heading('Account'));
    await app.field('Name').fill('Grace Hopper');
    await app.button('Save profile').click();
    await shown(app.toast('Profile saved'));
    await page.reload();
    await settles(() => app.field('Name').inputValue(), 'Grace Hopper');
  });

  test('has a password to change', async () => {
    const { page, app, person, provokes } = await arrive();
    provokes(failed(403), failed(401));
    await page.goto('/account');
    const change = async (current: string, next: string): Promise<void> => {
      await app.field('Current password').fill(current);
      await app.field('New password').fill(next);
      await app.button('Change password').click();
    };
    await change('not the password', 'a better password');
    await shown(app.alert('The current password is wrong.'));
    await change(person.password, 'a better password');
    await shown(app.toast('Password changed'));
    await page.reload();
    await shown(app.heading('Account'));
    await app.signOut();
    await app.signIn(person.email, person.password);
    await shown(app.alert('E-mail or password is wrong.'));
    await app.signIn(person.email, 'a better password');
    await shown(app.heading('Notes'));
  });

  test('is deleted after asking', async () => {
    const { page, app, person, provokes } = await arrive();
    provokes(failed(401));
    await page.goto('/account');
    await app.button('Delete account').click();
    const dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'));
    await shown(dialog);
    await page.keyboard.press('Escape');
    await gone(dialog);
    await app.button('Delete account').click();
    await dialog.getByRole('button', { name: 'Delete my account', exact: true }).click();
    await shown(app.heading('Sign in'));
    await app.signIn(person.email, person.password);
    await shown(app.alert('E-mail or password is wrong.'));
  });
});

test('every page has a title of its own, and its heading gets the focus on the way there', async () => {
  const { page, app } = await arrive();
  const titles = [await page.title()];
  for (const [name, heading] of [
    ['Account', 'Account'],
    ['Notes', 'Notes'],
    ['New note', 'New note'],
  ] as const) {
    await app.link(name).first().click();
    await shown(app.heading(heading));
    await settles(() => app.heading(heading).evaluate((element) => element === document.activeElement), true);
    titles.push(await page.title());
  }
  expect(titles[2]).toBe(titles[0]);
  expect(new Set(titles).size).toBe(3);
  expect(titles.every((title) => title.trim() !== '')).toBe(true);
});
