// The PostgreSQL database: a pool of pg's connections.
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { getTypeParser } from './column-types.ts';
import { DiscardingPool } from './discarding-pool.ts';
import type { Tables } from './tables.ts';

// No default: a database server has an address and a password of its own.
export const DEFAULT_URL = '';

// Whoever is about to change rows can lock others first, and so take turns.
export const HAS_ROW_LOCKS = true;

const CONNECTIONS = 20;
const CONNECT_MILLISECONDS = 5_000;
// A server that fell silent is given up after ten seconds, not when the network says so.
const ANSWER_MILLISECONDS = 10_000;
const IDLE_MILLISECONDS = 60_000;
const MISSING_REFERENCE = '23503';
const MISSING_TABLE = '42P01';

export function checkUrl(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const isPostgres = url?.protocol === 'postgres:' || url?.protocol === 'postgresql:';
  if (!isPostgres || url.pathname.length < 2) {
    throw new Error('write it as postgres://user:password@host:5432/name');
  }
  return value;
}

/** Connects with the first query. */
export function openDatabase(url: string): Kysely<Tables> {
  return open(url, { max: CONNECTIONS, query_timeout: ANSWER_MILLISECONDS });
}

/** A migration takes the time it takes. */
export function openForMigrations(url: string): Kysely<Tables> {
  return open(url, { max: 1 });
}

function open(url: string, options: pg.PoolConfig): Kysely<Tables> {
  const pool = new pg.Pool({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MILLISECONDS,
    idleTimeoutMillis: IDLE_MILLISECONDS,
    keepAlive: true,
    options: '-c timezone=UTC',
    types: { getTypeParser },
    ...options,
  });
  // An idle connection that the server closes is replaced with the next query.
  pool.on('error', () => undefined);
  // One that breaks in use fails its query; without this it would end the process as well.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new Kysely({ dialect: new PostgresDialect({ pool: new DiscardingPool(pool) }) });
}

export async function ping(database: Kysely<Tables>): Promise<void> {
  await sql`SELECT 1`.execute(database);
}

/** Whether a statement failed because nothing was migrated yet. */
export const isMissingTable = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code === MISSING_TABLE;

/** Whether a row refers to one that is gone. */
export const isMissingReference = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code === MISSING_REFERENCE;
