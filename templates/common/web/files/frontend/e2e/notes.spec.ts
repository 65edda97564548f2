// What somebody does who comes for the first time: by roles and names, as they see the page.
import { expect, test, type Page } from '@playwright/test';

const password = 'correct horse battery staple';
const freshEmail = () => `e2e-${crypto.randomUUID()}@example.com`;

async function register(page: Page) {
  const email = freshEmail();
  await page.goto('/register');
  await page.getByLabel('E-mail', { exact: true }).fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('heading', { name: 'Notes', level: 1 })).toBeVisible();
  return email;
}

async function deleteAccount(page: Page) {
  await page.goto('/account');
  await page.getByRole('button', { name: 'Delete account' }).click();
  await page.getByRole('button', { name: 'Delete my account' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in', level: 1 })).toBeVisible();
}

const noteNamed = (page: Page, title: string) =>
  page.getByRole('list', { name: 'Notes' }).getByRole('link', { name: title, exact: true });

test('a note is written, changed, found and deleted', async ({ page }) => {
  await register(page);

  await page.getByRole('link', { name: 'New note' }).first().click();
  await page.getByLabel('Title').fill('Shopping');
  await page.getByLabel('Text').fill('Apples');
  await page.getByRole('button', { name: 'Save' }).click();
  await noteNamed(page, 'Shopping').click();
  await expect(page.getByLabel('Text')).toHaveValue('Apples');

  await page.getByLabel('Title').fill('Groceries');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('searchbox', { name: 'Search notes' }).fill('GROC');
  await expect(noteNamed(page, 'Groceries')).toBeVisible();

  await noteNamed(page, 'Groceries').click();
  await page.getByRole('button', { name: 'Delete note' }).click();
  await expect(noteNamed(page, 'Groceries')).toBeHidden();

  await deleteAccount(page);
});

test('the session outlives a reload and ends by signing out', async ({ page }) => {
  const email = await register(page);

  await page.reload();
  await expect(page.getByRole('heading', { name: 'Notes', level: 1 })).toBeVisible();

  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.goto('/account');
  await expect(page.getByRole('heading', { name: 'Sign in', level: 1 })).toBeVisible();

  await page.getByLabel('E-mail', { exact: true }).fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Account', level: 1 })).toBeVisible();
  await deleteAccount(page);
});
