// What is asked of the table of users.
import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { now } from './clock.ts';
import type { Tables } from './database/tables.ts';
import { hashPassword } from './passwords.ts';
import type { User } from './schemas/users.ts';

/** What the API shows of a user. */
const COLUMNS = ['id', 'email', 'display_name', 'role', 'created_at'] as const;

export const findUserById = (db: Kysely<Tables>, id: string): Promise<User | undefined> =>
  db.selectFrom('users').select(COLUMNS).where('id', '=', id).executeTakeFirst();

export const findUserByEmail = (
  db: Kysely<Tables>,
  email: string,
): Promise<(User & { password_hash: string }) | undefined> =>
  db
    .selectFrom('users')
    .select([...COLUMNS, 'password_hash'])
    .where('email', '=', email.toLowerCase())
    .executeTakeFirst();

interface NewUser {
  readonly email: string;
  readonly password: string;
  readonly display_name?: string | null;
}

/** The new user; nothing where the e-mail address has an account already. */
export async function createUser(
  db: Kysely<Tables>,
  { email, password, display_name = null }: NewUser,
): Promise<User | undefined> {
  const values = {
    id: randomUUID(),
    email: email.toLowerCase(),
    password_hash: await hashPassword(password),
    display_name,
    role: 'user' as const,
    created_at: now(),
  };
  return db
    .insertInto('users')
    .values(values)
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning(COLUMNS)
    .executeTakeFirst();
}

export const updateUser = (
  db: Kysely<Tables>,
  id: string,
  values: Partial<Pick<Tables['users'], 'display_name' | 'password_hash' | 'role'>>,
): Promise<User | undefined> =>
  db.updateTable('users').set(values).where('id', '=', id).returning(COLUMNS).executeTakeFirst();

/** The database takes the notes and the sessions along. */
export async function deleteUser(db: Kysely<Tables>, id: string): Promise<void> {
  await db.deleteFrom('users').where('id', '=', id).execute();
}

export async function listUsers(
  db: Kysely<Tables>,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ items: User[]; total: number }> {
  const { total } = await db
    .selectFrom('users')
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const items = await db
    .selectFrom('users')
    .select(COLUMNS)
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit)
    .offset(offset)
    .execute();
  return { items, total };
}
