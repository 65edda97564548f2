// Adds sample data, for development.
import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { loadConfig } from '../config.ts';
import type { Tables } from '../database/tables.ts';
import { Failure } from '../failure.ts';
import { createNote } from '../notes.ts';
import { run } from '../run.ts';
import type { NoteCreate } from '../schemas/notes.ts';
import { createUser } from '../users.ts';
import { withDatabase } from './with-database.ts';

const EMAIL = 'demo@example.com';
const NOTES: NoteCreate[] = [
  {
    title: 'Welcome',
    status: 'published',
    body: 'These notes are sample data. Edit or delete them as you like.',
  },
  { title: 'Shopping', status: 'draft', body: 'Coffee, bread, olives' },
  { title: 'Ideas for the next release', status: 'draft', body: null },
  { title: "Last year's plan", status: 'archived', body: 'Done, all of it.' },
];

run(async () => {
  const config = loadConfig();
  if (config.production) throw new Failure('APP_ENV: sample data is not for production');
  await withDatabase(config, (db) => db.transaction().execute(seed));
});

async function seed(db: Kysely<Tables>): Promise<string> {
  const password = randomBytes(9).toString('base64url');
  const user = await createUser(db, { email: EMAIL, password });
  if (user === undefined) return `The sample data is there already (${EMAIL}).`;
  for (const note of NOTES) await createNote(db, user.id, note);
  return `Sign in as ${EMAIL} with the password ${password}`;
}
