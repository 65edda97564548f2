// Whoever writes takes the write lock first, with BEGIN IMMEDIATE: two that have read and then want to write would block each
// other, and libsql keeps a statement that found the database locked half open, with all that is written after it.
import { setTimeout as sleep } from 'node:timers/promises';
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import Libsql from 'libsql';

// The service has a few dozen statements; each combination of filters is one of its own.
const STATEMENTS = 200;
const READS = /^\s*(select|pragma|explain)\b/i;
const PAUSE_MILLISECONDS = 20;
const PATIENCE_MILLISECONDS = 15_000;

interface Prepared {
  readonly statement: Libsql.Statement;
  readonly givesRows: boolean;
}

export class SqliteConnection implements DatabaseConnection {
  readonly #database: Libsql.Database;
  readonly #prepared = new Map<string, Prepared>();

  constructor(database: Libsql.Database) {
    this.#database = database;
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    if (READS.test(sql) || this.#database.inTransaction) return this.#run<Row>(sql, parameters);
    await this.begin();
    try {
      const result = this.#run<Row>(sql, parameters);
      this.commit();
      return result;
    } catch (error) {
      this.rollback();
      throw error;
    }
  }

  async *streamQuery<Row>({ sql, parameters }: CompiledQuery): AsyncGenerator<QueryResult<Row>> {
    const rows = this.#prepare(sql).statement.iterate([...parameters]);
    for (const row of rows) yield await Promise.resolve({ rows: [row as Row] });
  }

  /** Waits for other processes that write; the event loop goes on meanwhile. */
  async begin(): Promise<void> {
    const deadline = Date.now() + PATIENCE_MILLISECONDS;
    while (!this.#takesLock(deadline)) await sleep(PAUSE_MILLISECONDS);
  }

  #takesLock(deadline: number): boolean {
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      return true;
    } catch (error) {
      if (isLocked(error) && Date.now() < deadline) return false;
      throw error;
    }
  }

  commit(): void {
    this.#database.exec('COMMIT');
  }

  rollback(): void {
    // Some errors end the transaction themselves.
    if (this.#database.inTransaction) this.#database.exec('ROLLBACK');
  }

  close(): void {
    this.#prepared.clear();
    this.#database.close();
  }

  #run<Row>(sql: string, parameters: readonly unknown[]): QueryResult<Row> {
    const { statement, givesRows } = this.#prepare(sql);
    if (givesRows) return { rows: statement.all([...parameters]) as Row[] };
    const { changes, lastInsertRowid } = statement.run([...parameters]);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  }

  /** Preparing a statement costs as much as running most of them. */
  #prepare(sql: string): Prepared {
    const known = this.#prepared.get(sql);
    if (known) return known;
    if (this.#prepared.size >= STATEMENTS) this.#prepared.clear();
    const statement = this.#database.prepare(sql);
    const prepared = { statement, givesRows: statement.reader };
    this.#prepared.set(sql, prepared);
    return prepared;
  }
}

const isLocked = (error: unknown): boolean =>
  error instanceof Libsql.SqliteError && error.code === 'SQLITE_BUSY';
