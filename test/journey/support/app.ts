// The application as somebody meets it who sees nothing but roles and names: the same for every frontend.
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

interface NoteInput {
  readonly title: string;
  readonly text?: string;
  readonly status?: 'Draft' | 'Published' | 'Archived';
}

export interface App {
  readonly heading: (name: string) => Locator;
  readonly field: (name: string) => Locator;
  readonly button: (name: string) => Locator;
  readonly link: (name: string) => Locator;
  readonly choice: (name: string) => Locator;
  readonly alert: (text: string) => Locator;
  readonly toast: (text: string) => Locator;
  readonly note: (title: string) => Locator;
  readonly titles: () => Promise<string[]>;
  readonly register: (email: string, password: string, name?: string) => Promise<void>;
  readonly signIn: (email: string, password: string) => Promise<void>;
  /** Goes to the sign-in page, signs in, and waits for the notes. */
  readonly enter: (person: { readonly email: string; readonly password: string }) => Promise<void>;
  readonly signOut: () => Promise<void>;
  readonly fillNote: (note: NoteInput) => Promise<void>;
  readonly createNote: (note: NoteInput) => Promise<void>;
  readonly openNote: (title: string) => Promise<void>;
}

export const shown = (locator: Locator, timeout = 15_000): Promise<void> =>
  locator.first().waitFor({ state: 'visible', timeout });
export const gone = (locator: Locator, timeout = 15_000): Promise<void> =>
  locator.first().waitFor({ state: 'hidden', timeout });
/** Waits until what the function says is this. */
export const settles = async <Value>(value: () => Promise<Value>, expected: Value): Promise<void> => {
  await expect.poll(value, { timeout: 15_000, interval: 100 }).toEqual(expected);
};

export function appOf(page: Page): App {
  const names = namesOn(page);
  const { heading, field, button, link, choice, note } = names;
  const register = async (email: string, password: string, name?: string): Promise<void> => {
    if (name !== undefined) await field('Name (optional)').fill(name);
    await field('E-mail').fill(email);
    await field('Password').fill(password);
    await button('Create account').click();
  };
  const signIn = async (email: string, password: string): Promise<void> => {
    await field('E-mail').fill(email);
    await field('Password').fill(password);
    await button('Sign in').click();
  };
  const enter = async ({ email, password }: { readonly email: string; readonly password: string }): Promise<void> => {
    await page.goto('/login');
    await signIn(email, password);
    await shown(heading('Notes'));
  };
  const signOut = async (): Promise<void> => {
    await button('Sign out').click();
    await shown(heading('Sign in'));
  };
  const fillNote = async ({ title, text, status }: NoteInput): Promise<void> => {
    await field('Title').fill(title);
    if (text !== undefined) await field('Text').fill(text);
    if (status) await choice('Status').selectOption({ label: status });
  };
  const createNote = async (input: NoteInput): Promise<void> => {
    await link('New note').first().click();
    await shown(heading('New note'));
    await fillNote(input);
    await button('Save').click();
    await shown(note(input.title));
  };
  const openNote = async (title: string): Promise<void> => {
    await note(title).click();
    await shown(heading('Edit note'));
  };
  return { ...names, register, signIn, enter, signOut, fillNote, createNote, openNote };
}

type Names = Pick<App, 'heading' | 'field' | 'button' | 'link' | 'choice' | 'alert' | 'toast' | 'note' | 'titles'>;

function namesOn(page: Page): Names {
  const notes = page.getByRole('list', { name: 'Notes', exact: true });
  return {
    heading: (name) => page.getByRole('heading', { name, exact: true, level: 1 }),
    field: (name) => page.getByLabel(name, { exact: true }),
    button: (name) => page.getByRole('button', { name, exact: true }),
    link: (name) => page.getByRole('link', { name, exact: true }),
    choice: (name) => page.getByRole('combobox', { name, exact: true }),
    alert: (text) => page.getByRole('alert').filter({ hasText: text }),
    toast: (text) => page.getByRole('status').filter({ hasText: text }),
    note: (title) => notes.getByRole('link', { name: title, exact: true }),
    titles: async () => (await notes.getByRole('link').allInnerTexts()).map((text) => text.trim()),
  };
}
