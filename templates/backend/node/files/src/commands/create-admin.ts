// Creates an administrator, or makes a user one. The password is no argument: every process can see those.
import type { Kysely } from 'kysely';
import { loadConfig } from '../config.ts';
import type { Tables } from '../database/tables.ts';
import { Failure } from '../failure.ts';
import { run } from '../run.ts';
import { createUser, findUserByEmail, updateUser } from '../users.ts';
import { fieldErrors } from '../validation/field-errors.ts';
import { findingsOf } from '../validation/compiler.ts';
import { askPassword } from './ask-password.ts';
import { withDatabase } from './with-database.ts';

run(async () => {
  const [email] = process.argv.slice(2);
  if (email === undefined) throw new Failure('name the e-mail address of the administrator');
  await withDatabase(loadConfig(), (db) => createAdmin(db, email));
});

async function createAdmin(db: Kysely<Tables>, email: string): Promise<string> {
  const user = (await findUserByEmail(db, email)) ?? (await newUser(db, email));
  await updateUser(db, user.id, { role: 'admin' });
  return `${user.email} is an administrator.`;
}

async function newUser(db: Kysely<Tables>, email: string): Promise<{ id: string; email: string }> {
  const request = { email, password: await askPassword() };
  const wrong = fieldErrors(findingsOf('RegisterRequest', request), 'body', request);
  if (wrong.length > 0) {
    const fields = wrong.map(({ pointer }) => pointer.slice(1)).join(', ');
    throw new Failure(`not valid: ${fields} (a password takes at least 8 characters)`);
  }
  const user = await createUser(db, request);
  if (user === undefined) throw new Failure(`${email} was registered meanwhile: try again`);
  return user;
}
