import type { PostgresPool, PostgresPoolClient } from 'kysely';
import pg from 'pg';

// admin_shutdown, crash_shutdown, idle_session_timeout …
const CONNECTION_ENDED = '57P';

/** A pool that doesn't take back a connection whose answer stayed away: the next query would wait behind it. */
export class DiscardingPool implements PostgresPool {
  readonly #pool: pg.Pool;
  // Kysely knows a connection by its client, so each has one wrapper.
  readonly #clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  async connect(): Promise<PostgresPoolClient> {
    const client = await this.#pool.connect();
    const known = this.#clients.get(client) ?? watched(client);
    this.#clients.set(client, known);
    return known;
  }

  end(): Promise<void> {
    return this.#pool.end();
  }
}

/** What the server itself reports leaves its connection in order, but for the report that it ends it. */
const leavesConnection = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code?.startsWith(CONNECTION_ENDED) !== true;

function watched(client: pg.PoolClient): PostgresPoolClient {
  let broken = false;
  const query = async (text: string, parameters: readonly unknown[]): Promise<unknown> => {
    try {
      return await client.query(text, [...parameters]);
    } catch (error) {
      broken ||= !leavesConnection(error);
      throw error;
    }
  };
  const release = (): void => {
    client.release(broken);
  };
  return { query, release } as PostgresPoolClient;
}
