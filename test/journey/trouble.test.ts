// What people don't see when all goes well: tokens that run out, a backend that is away, too many tries.
import { describe, expect, test } from 'vitest';
import { newPerson, PASSWORD } from '../contract/support/people.ts';
import { appOf, gone, settles, shown } from './support/app.ts';
import { useBackend } from './support/backend.ts';
import { failed, useBrowser } from './support/browser.ts';

const visit = useBrowser();
const AWAY = "The server can't be reached. Trying again…";

describe('with an access token of two seconds', () => {
  const { api } = useBackend({ ACCESS_TOKEN_TTL: '2' });

  test('nobody notices that it runs out', async () => {
    const [{ page, provokes }, person] = [await visit(), await newPerson(api)];
    provokes(failed(401));
    const app = appOf(page);
    await app.enter(person);
    for (const title of ['one', 'two', 'three']) {
      await page.waitForTimeout(2600);
      await app.createNote({ title });
    }
    await page.waitForTimeout(2600);
    await app.link('Account').click();
    await settles(() => app.field('Name').isVisible(), true);
    await app.link('Notes').click();
    await settles(app.titles, ['three', 'two', 'one']);
  });

  test('two tabs renew it at once, and neither is signed out', async () => {
    const [{ page, context, provokes }, person] = [await visit(), await newPerson(api)];
    provokes(failed(401));
    const second = await context.newPage();
    const [one, two] = [appOf(page), appOf(second)];
    await one.enter(person);
    await second.goto('/notes');
    await shown(two.heading('Notes'));
    for (let round = 0; round < 4; round += 1) {
      await page.waitForTimeout(2600);
      await Promise.all([one.link('Account').click(), two.link('Account').click()]);
      await Promise.all([
        settles(() => one.field('Name').isVisible(), true),
        settles(() => two.field('Name').isVisible(), true),
      ]);
      await Promise.all([one.link('Notes').click(), two.link('Notes').click()]);
      await Promise.all([shown(one.heading('Notes')), shown(two.heading('Notes'))]);
    }
    await two.createNote({ title: 'from the second tab' });
    await page.reload();
    await shown(one.note('from the second tab'));
  });

  test('a session that was ended elsewhere leads to signing in, and back', async () => {
    const [{ page, provokes }, person] = [await visit(), await newPerson(api)];
    provokes(failed(401));
    const app = appOf(page);
    await app.enter(person);
    const json = { current_password: PASSWORD, new_password: 'a better password' };
    await api.expect(204, 'POST', '/api/v1/auth/password', { token: await newToken(person.email), json });
    await page.waitForTimeout(2600);
    await app.link('Account').click();
    await shown(app.heading('Sign in'));
    await app.signIn(person.email, 'a better password');
    await shown(app.heading('Account'));
  });

  const newToken = async (email: string): Promise<string> =>
    (await api.expect(200, 'POST', '/api/v1/auth/login', { json: { email, password: PASSWORD } })).accessToken()
      .access_token;
});

describe('while the backend is away', () => {
  const { api, down, up } = useBackend();
  // A page may ask for the account, without a token, to learn that somebody answers again: 401.
  const unreachable = [
    failed(401, 500, 502, 503, 504),
    /ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET/,
  ];

  test('a banner says so, nothing typed is lost, and it goes by itself', async () => {
    const [{ page, provokes }, person] = [await visit(), await newPerson(api)];
    provokes(...unreachable);
    const app = appOf(page);
    await app.enter(person);
    await app.link('New note').first().click();
    await app.fillNote({ title: 'Typed before', text: 'and not lost' });
    await down();
    await app.button('Save').click();
    await shown(app.alert(AWAY));
    expect(await app.field('Title').inputValue()).toBe('Typed before');
    expect(await app.field('Text').inputValue()).toBe('and not lost');
    await up();
    await gone(app.alert(AWAY), 60_000);
    if (await app.field('Title').isVisible()) await app.button('Save').click();
    await shown(app.note('Typed before'));
    await settles(app.titles, ['Typed before']);
  });

  test('a reload is no signing out', async () => {
    const [{ page, provokes }, person] = [await visit(), await newPerson(api)];
    provokes(...unreachable);
    const app = appOf(page);
    await app.enter(person);
    await down();
    await page.reload();
    await shown(app.alert(AWAY));
    await up();
    await gone(app.alert(AWAY), 60_000);
    await shown(app.heading('Notes'));
  });

  test('signing in waits too', async () => {
    const [{ page, provokes }, person] = [await visit(), await newPerson(api)];
    provokes(...unreachable);
    const app = appOf(page);
    await page.goto('/login');
    await shown(app.heading('Sign in'));
    await down();
    await app.signIn(person.email, person.password);
    await shown(app.alert(AWAY));
    expect(await app.field('E-mail').inputValue()).toBe(person.email);
    await up();
    await gone(app.alert(AWAY), 60_000);
    if (await app.heading('Sign in').isVisible()) await app.signIn(person.email, person.password);
    await shown(app.heading('Notes'));
  });
});

describe('after too many tries', () => {
  const { api } = useBackend({ AUTH_RATE_LIMIT: '3/minute' });

  test('the page says to wait', async () => {
    const person = await newPerson(api);
    const { page, provokes } = await visit();
    provokes(failed(401, 429));
    const app = appOf(page);
    await page.goto('/login');
    for (let round = 0; round < 6; round += 1) {
      await app.signIn(person.email, 'not the password');
      await shown(app.alert('E-mail or password is wrong.').or(app.alert('Too many tries')));
      if (await app.alert('Too many tries').isVisible()) break;
      await settles(() => app.button('Sign in').isEnabled(), true);
    }
    await shown(app.alert('Too many tries. Wait a moment and try again.'));
    expect(await app.field('E-mail').inputValue()).toBe(person.email);
  });
});
