// The journey without a mouse. Each stop of the focus on the way must be seen.
import { expect, test } from 'vitest';
import { freshEmail, PASSWORD } from '../contract/support/people.ts';
import { appOf, gone, settles, shown } from './support/app.ts';
import { useBackend } from './support/backend.ts';
import { useBrowser } from './support/browser.ts';
import { hasFocus, press, tabTo, typeInto } from './support/keyboard.ts';

useBackend();
const visit = useBrowser();

test('register, write, change, delete, undo and leave by keyboard alone', async () => {
  const { page } = await visit();
  const app = appOf(page);
  await page.goto('/login');
  await press(page, app.link('Create an account'));
  await shown(app.heading('Create an account'));
  await typeInto(page, app.field('E-mail'), freshEmail());
  await typeInto(page, app.field('Password'), PASSWORD);
  await page.keyboard.press('Enter');
  await shown(app.heading('Notes'));

  await press(page, app.link('New note').first());
  await shown(app.heading('New note'));
  await typeInto(page, app.field('Title'), 'By keyboard');
  await typeInto(page, app.field('Text'), 'Without a mouse');
  await press(page, app.choice('Status'), 'p');
  await press(page, app.button('Save'));
  await shown(app.note('By keyboard'));

  await press(page, app.note('By keyboard'));
  await shown(app.heading('Edit note'));
  expect(await app.choice('Status').inputValue()).toMatch(/published/i);
  await press(page, app.button('Delete note'));
  await shown(app.toast('Note deleted'));
  await press(page, app.button('Undo'));
  await shown(app.note('By keyboard'));

  await tabTo(page, page.getByRole('searchbox', { name: 'Search notes' }));
  await page.keyboard.type('zzz');
  await shown(page.getByText('Nothing matches'));
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Delete');
  await shown(app.note('By keyboard'));

  await press(page, app.link('Account'));
  await shown(app.heading('Account'));
  await press(page, app.button('Delete account'));
  const dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'));
  await shown(dialog);
  await settles(() => dialog.evaluate((element) => element.contains(document.activeElement)), true);
  await page.keyboard.press('Escape');
  await gone(dialog);
  await settles(() => hasFocus(app.button('Delete account')), true);
  await press(page, app.button('Sign out'));
  await shown(app.heading('Sign in'));
}, 240_000);

test('the first stop leads past the header', async () => {
  const { page } = await visit();
  const app = appOf(page);
  await page.goto('/register');
  await app.register(freshEmail(), PASSWORD);
  await shown(app.heading('Notes'));
  await page.reload();
  await shown(app.heading('Notes'));
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
  await page.keyboard.press('Tab');
  const skip = app.link('Skip to content');
  expect(await hasFocus(skip)).toBe(true);
  const box = await skip.boundingBox();
  expect(box?.width ?? 0).toBeGreaterThan(20);
  expect(box?.y ?? -1).toBeGreaterThanOrEqual(0);
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);
});
