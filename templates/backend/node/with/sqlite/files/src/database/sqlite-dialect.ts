// Kysely on a file, through libsql.
import {
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseIntrospector,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryCompiler,
} from 'kysely';
import type Libsql from 'libsql';
import { SqliteConnection } from './sqlite-connection.ts';

export class SqliteFileDialect implements Dialect {
  readonly #open: () => Libsql.Database;

  constructor(open: () => Libsql.Database) {
    this.#open = open;
  }

  createDriver(): Driver {
    return new SqliteFileDriver(this.#open);
  }

  createQueryCompiler(): QueryCompiler {
    return new SqliteQueryCompiler();
  }

  createAdapter(): SqliteAdapter {
    return new TransactionalAdapter();
  }

  createIntrospector(db: Kysely<unknown>): DatabaseIntrospector {
    return new SqliteIntrospector(db);
  }
}

class TransactionalAdapter extends SqliteAdapter {
  /** Migrations are one transaction: all of them or none, and one process at a time. */
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** One connection, opened with the first query; whoever has it keeps it for a whole transaction. */
class SqliteFileDriver implements Driver {
  readonly #open: () => Libsql.Database;
  readonly #waiting: (() => void)[] = [];
  #connection: SqliteConnection | undefined;
  #isTaken = false;

  constructor(open: () => Libsql.Database) {
    this.#open = open;
  }

  async init(): Promise<void> {
    this.#connection = await Promise.resolve(new SqliteConnection(this.#open()));
  }

  async acquireConnection(): Promise<SqliteConnection> {
    if (this.#isTaken) await new Promise<void>((proceed) => this.#waiting.push(proceed));
    this.#isTaken = true;
    if (this.#connection === undefined) throw new Error('the database is closed');
    return this.#connection;
  }

  releaseConnection(): Promise<void> {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#isTaken = false;
    return Promise.resolve();
  }

  beginTransaction(connection: SqliteConnection): Promise<void> {
    return connection.begin();
  }

  commitTransaction(connection: SqliteConnection): Promise<void> {
    connection.commit();
    return Promise.resolve();
  }

  rollbackTransaction(connection: SqliteConnection): Promise<void> {
    connection.rollback();
    return Promise.resolve();
  }

  destroy(): Promise<void> {
    this.#connection?.close();
    this.#connection = undefined;
    return Promise.resolve();
  }
}
