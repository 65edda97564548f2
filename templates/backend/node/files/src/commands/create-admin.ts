import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { withDatabase } from '../database/with-database.ts';
import { Failure } from '../failure.ts';
import { createUser, findUserByEmail, updateUser } from '../users.ts';
import { findingsOf } from '../validation/compiler.ts';
import { fieldErrors } from '../validation/field-errors.ts';
import { askPassword } from './ask-password.ts';
import type { Command } from './index.ts';

/** Creates an administrator, or makes a user one. The password is no argument: every process can see those. */
export const createAdmin: Command = async ({ databaseUrl }, [email]) => {
  if (email === undefined) {
    throw new Failure('name the e-mail address: npm run create-admin -- you@example.com');
  }
  return withDatabase(databaseUrl, async (db) => {
    const user = (await findUserByEmail(db, email)) ?? (await register(db, email));
    await updateUser(db, user.id, { role: 'admin' });
    return `${user.email} is an administrator.`;
  });
};

async function register(db: Kysely<Tables>, email: string): Promise<{ id: string; email: string }> {
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
