// Sign-in sessions: a chain of refresh tokens, each good for one use.
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type {
  ExpressionBuilder,
  ExpressionWrapper,
  Kysely,
  SelectQueryBuilder,
  SqlBool,
  Transaction,
} from 'kysely';
import { inSeconds, now } from './clock.ts';
import { HAS_ROW_LOCKS } from './database/connection.ts';
import type { Tables } from './database/tables.ts';

type Condition = (
  expression: ExpressionBuilder<Tables, 'refresh_tokens'>,
) => ExpressionWrapper<Tables, 'refresh_tokens', SqlBool>;

type OwnerQuery = SelectQueryBuilder<Tables, 'refresh_tokens', { user_id: string }>;

interface Owner {
  readonly user_id: string;
  readonly family: string;
}

export interface Rotation {
  readonly userId: string;
  readonly token: string;
}

const digest = (token: string): string => createHash('sha256').update(token).digest('hex');

/** The first token of a new session. What ran out is swept on the way. */
export async function startSession(
  db: Kysely<Tables>,
  userId: string,
  ttl: number,
): Promise<string> {
  return db.transaction().execute(async (transaction) => {
    await takeTurns(transaction, userId);
    await transaction
      .deleteFrom('refresh_tokens')
      .where('user_id', '=', userId)
      .where('expires_at', '<', now())
      .execute();
    return addToken(transaction, { user_id: userId, family: randomUUID() }, ttl);
  });
}

/**
 * Waits for whoever else is changing a user's sessions, until this transaction ends. A revocation must find every successor,
 * and no two may lock the same tokens in another order.
 */
async function takeTurns(
  transaction: Transaction<Tables>,
  userId: string | OwnerQuery,
): Promise<void> {
  await transaction
    .selectFrom('users')
    .select('id')
    .where('id', '=', userId)
    .$if(HAS_ROW_LOCKS, (query) => query.forNoKeyUpdate())
    .execute();
}

async function addToken(db: Kysely<Tables>, owner: Owner, ttl: number): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const values = {
    ...owner,
    id: randomUUID(),
    token_hash: digest(token),
    created_at: now(),
    expires_at: inSeconds(ttl),
    used_at: null,
    revoked_at: null,
  };
  await db.insertInto('refresh_tokens').values(values).execute();
  return token;
}

export async function ownerOf(db: Kysely<Tables>, token: string): Promise<string | undefined> {
  return (await selectOwner(db, token).executeTakeFirst())?.user_id;
}

const selectOwner = (db: Kysely<Tables>, token: string): OwnerQuery =>
  db.selectFrom('refresh_tokens').select('user_id').where('token_hash', '=', digest(token));

/** Trades a token for its successor. One that was used before ends its whole session. */
export async function rotate(
  db: Kysely<Tables>,
  token: string,
  ttl: number,
): Promise<Rotation | undefined> {
  return db.transaction().execute(async (transaction) => {
    await takeTurns(transaction, selectOwner(transaction, token));
    const owner = await claim(transaction, token);
    if (owner === undefined) {
      await endFamily(transaction, token);
      return undefined;
    }
    return { userId: owner.user_id, token: await addToken(transaction, owner, ttl) };
  });
}

/** Marks a token as used, in one statement: of several at once, one gets it. */
const claim = (db: Kysely<Tables>, token: string): Promise<Owner | undefined> =>
  db
    .updateTable('refresh_tokens')
    .set({ used_at: now() })
    .where('token_hash', '=', digest(token))
    .where(isGood)
    .returning(['user_id', 'family'])
    .executeTakeFirst();

const isGood: Condition = (eb) =>
  eb.and([eb('used_at', 'is', null), eb('revoked_at', 'is', null), eb('expires_at', '>', now())]);

/** Ends the session that a token belongs to, whatever state the token is in. */
export async function revoke(db: Kysely<Tables>, token: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await takeTurns(transaction, selectOwner(transaction, token));
    await endFamily(transaction, token);
  });
}

async function endFamily(db: Kysely<Tables>, token: string): Promise<void> {
  await endSessions(db, (eb) =>
    eb(
      'family',
      'in',
      eb.selectFrom('refresh_tokens').select('family').where('token_hash', '=', digest(token)),
    ),
  );
}

/** Ends a user's sessions but the one that the token belongs to. */
export async function endOtherSessions(
  db: Transaction<Tables>,
  userId: string,
  keptToken: string | undefined,
): Promise<void> {
  await takeTurns(db, userId);
  await endSessions(db, (eb) =>
    eb.and([
      eb('user_id', '=', userId),
      eb(
        'family',
        'not in',
        eb
          .selectFrom('refresh_tokens')
          .select('family')
          .where('token_hash', '=', digest(keptToken ?? ''))
          .where('user_id', '=', userId)
          .where(isGood),
      ),
    ]),
  );
}

async function endSessions(db: Kysely<Tables>, which: Condition): Promise<void> {
  await db
    .updateTable('refresh_tokens')
    .set({ revoked_at: now() })
    .where('revoked_at', 'is', null)
    .where(which)
    .execute();
}
