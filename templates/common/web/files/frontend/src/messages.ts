import { isProblem, UnreachableError } from './api/errors.ts';
import type { ErrorCode, FieldError, NoteSort, NoteStatus } from './api/types.ts';
import type { Theme } from './lib/theme.ts';

/** Every text that a user reads, in one place: to translate the page or to change its tone, change this file. */
export const messages = {
  skip: 'Skip to content',
  dismiss: 'Dismiss',
  tryAgain: 'Try again',
  loading: 'Loading…',
  retryIn: (seconds: number) => `You can try again in ${seconds} s.`,

  trouble: {
    unreachable: "The server can't be reached. Trying again…",
    unreachableForm: "This wasn't sent: the server can't be reached. What you typed is still here.",
    rateLimited: 'Too many tries. Wait a moment and try again.',
    unexpectedTitle: 'This page has a problem',
    unexpected: 'Something went wrong. Try again.',
    reference: (id: string) => `Reference: ${id}`,
    invalid: 'Check the marked fields.',
  },

  navigation: {
    label: 'Main',
    notes: 'Notes',
    account: 'Account',
    signOut: 'Sign out',
  },

  theme: {
    button: 'Theme',
    states: { system: 'As the system', light: 'Light', dark: 'Dark' } satisfies Record<
      Theme,
      string
    >,
  },

  welcome: {
    headline: 'A place for what you want to keep.',
    text: 'Write it down, find it again, and publish it when it is ready.',
  },

  signIn: {
    title: 'Sign in',
    email: 'E-mail',
    password: 'Password',
    submit: 'Sign in',
    newHere: 'New here?',
    register: 'Create an account',
    wrong: 'E-mail or password is wrong.',
  },

  register: {
    title: 'Create an account',
    name: 'Name (optional)',
    email: 'E-mail',
    password: 'Password',
    passwordHint: 'At least 8 characters.',
    submit: 'Create account',
    haveOne: 'Already have an account?',
    signIn: 'Sign in',
    emailTaken: 'There is an account with this e-mail already.',
  },

  notes: {
    title: 'Notes',
    list: 'Notes',
    new: 'New note',
    search: 'Search notes',
    status: 'Status',
    anyStatus: 'All',
    sort: 'Sort by',
    sorts: {
      '-created_at': 'Newest first',
      created_at: 'Oldest first',
      title: 'Title A–Z',
      '-title': 'Title Z–A',
    } satisfies Record<NoteSort, string>,
    statuses: {
      draft: 'Draft',
      published: 'Published',
      archived: 'Archived',
    } satisfies Record<NoteStatus, string>,
    count: (total: number) => (total === 1 ? '1 note' : `${total} notes`),
    changed: 'Changed',
    empty: 'No notes yet',
    emptyHint: 'What you write is kept here. Start with the first one.',
    noMatch: 'Nothing matches',
    noMatchHint: 'Try another word, or look at every status.',
    clear: 'Clear search and filter',
    failed: "The notes couldn't be loaded.",
    pages: 'Pages',
    previous: 'Previous page',
    next: 'Next page',
    page: (page: number, of: number) => `Page ${page} of ${of}`,
  },

  editor: {
    newTitle: 'New note',
    editTitle: 'Edit note',
    title: 'Title',
    text: 'Text',
    status: 'Status',
    save: 'Save',
    cancel: 'Cancel',
    delete: 'Delete note',
    saved: 'Note saved',
    deleted: 'Note deleted',
    undo: 'Undo',
    restored: 'Note restored',
    notRestored: "The note couldn't be restored. Try again.",
    missing: 'This note does not exist',
    missingHint: 'It may have been deleted, or it belongs to somebody else.',
    back: 'Back to the notes',
    failed: "The note couldn't be loaded.",
  },

  account: {
    title: 'Account',
    signedInAs: 'Signed in as',
    since: (day: string) => `Member since ${day}`,
    profile: 'Profile',
    profileHint: 'How you are called here.',
    name: 'Name',
    saveProfile: 'Save profile',
    profileSaved: 'Profile saved',
    password: 'Change password',
    passwordHint: 'Every other device is signed out.',
    currentPassword: 'Current password',
    newPassword: 'New password',
    changePassword: 'Change password',
    passwordChanged: 'Password changed',
    wrongPassword: 'The current password is wrong.',
    delete: 'Delete account',
    deleteHint: 'Your account and all your notes go for good. This cannot be undone.',
    deleteQuestion: 'Delete your account?',
    confirmDelete: 'Delete my account',
    cancel: 'Cancel',
    deleted: 'Your account was deleted',
    failed: "Your account couldn't be loaded.",
  },

  notFound: {
    title: 'Page not found',
    hint: 'There is nothing at this address.',
    home: 'Go to the notes',
  },
} as const;

const byCode: Record<ErrorCode, string> = {
  required: 'Fill this in.',
  not_null: 'Fill this in.',
  type: 'This is not valid.',
  too_short: 'This is too short.',
  too_long: 'This is too long.',
  too_small: 'This is too small.',
  too_large: 'This is too large.',
  format: 'This is not valid.',
  enum: 'Choose one of the list.',
};

const byField: Readonly<Record<string, string>> = {
  '/email format': 'Write an e-mail address like name@example.com.',
  '/email too_short': 'Write an e-mail address like name@example.com.',
  '/password too_short': 'Use at least 8 characters.',
  '/new_password too_short': 'Use at least 8 characters.',
  '/title required': 'Give the note a title.',
  '/title too_short': 'Give the note a title.',
  '/title too_long': 'Use at most 200 characters.',
  '/body too_long': 'Use at most 10,000 characters.',
  '/display_name too_long': 'Use at most 100 characters.',
};

/** What to say at a field that the API refused. */
export const fieldMessage = ({ pointer, code }: FieldError): string =>
  byField[`${pointer} ${code}`] ?? byCode[code];

/** What to say of an error as a whole. */
export function errorMessage(error: unknown): string {
  if (error instanceof UnreachableError) return messages.trouble.unreachableForm;
  if (isProblem(error, 429)) return messages.trouble.rateLimited;
  if (isProblem(error, 422)) return messages.trouble.invalid;
  return messages.trouble.unexpected;
}
