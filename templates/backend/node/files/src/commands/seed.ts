import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { withDatabase } from '../database/with-database.ts';
import { Failure } from '../failure.ts';
import { createNote } from '../notes.ts';
import type { NoteCreate } from '../schemas/notes.ts';
import { createUser } from '../users.ts';
import type { Command } from './index.ts';

export const DEMO_EMAIL = 'demo@example.com';
export const DEMO_NOTES: readonly NoteCreate[] = [
  {
    title: 'Welcome',
    status: 'published',
    body: 'These notes are sample data. Edit or delete them as you like.',
  },
  { title: 'Shopping', status: 'draft', body: 'Coffee, bread, olives' },
  { title: 'Ideas for the next release', status: 'draft', body: null },
  { title: "Last year's plan", status: 'archived', body: 'Done, all of it.' },
];

/** Adds sample data, for development. */
export const seed: Command = async ({ production, databaseUrl }) => {
  if (production) throw new Failure('APP_ENV: sample data is not for production');
  return withDatabase(databaseUrl, (db) => db.transaction().execute(addSamples));
};

async function addSamples(db: Kysely<Tables>): Promise<string> {
  const password = randomBytes(9).toString('base64url');
  const user = await createUser(db, { email: DEMO_EMAIL, password });
  if (user === undefined) return `The sample data is there already (${DEMO_EMAIL}).`;
  for (const note of DEMO_NOTES) await createNote(db, user.id, note);
  return `Sign in as ${DEMO_EMAIL} with the password ${password}`;
}
