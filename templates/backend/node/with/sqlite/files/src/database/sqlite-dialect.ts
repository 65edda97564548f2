// Kysely's SQLite on libsql, with two differences: a transaction takes the write lock when it begins,
// and a statement is prepared once.
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  type DatabaseConnection,
  type DialectAdapter,
  type Driver,
  type SqliteDatabase,
  type SqliteDialectConfig,
  type SqliteStatement,
} from 'kysely';
import type Libsql from 'libsql';

// The service has a few dozen statements; each combination of filters is one of its own.
const STATEMENTS = 200;

export class SqliteFileDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;

  constructor(open: () => Libsql.Database) {
    const config = { database: () => Promise.resolve(withStatementCache(open())) };
    super(config);
    this.#config = config;
  }

  override createDriver(): Driver {
    return new ImmediateDriver(this.#config);
  }

  override createAdapter(): DialectAdapter {
    return new TransactionalAdapter();
  }
}

class ImmediateDriver extends SqliteDriver {
  /** Two that have read and then want to write would block each other: one of them would fail. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}

class TransactionalAdapter extends SqliteAdapter {
  /** Migrations are one transaction: all of them or none, and one process at a time. */
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** Preparing a statement costs as much as running most of them. */
function withStatementCache(database: Libsql.Database): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>();
  return {
    prepare: (text) => {
      const known = statements.get(text);
      if (known) return known;
      if (statements.size >= STATEMENTS) statements.clear();
      const statement = asKyselyStatement(database.prepare(text));
      statements.set(text, statement);
      return statement;
    },
    close: () => {
      statements.clear();
      database.close();
    },
  };
}

/** libsql asks its library each time whether a statement gives rows. */
function asKyselyStatement(statement: Libsql.Statement): SqliteStatement {
  return {
    reader: statement.reader,
    all: (parameters) => statement.all([...parameters]),
    run: (parameters) => {
      const { changes, lastInsertRowid } = statement.run([...parameters]);
      return { changes, lastInsertRowid };
    },
    iterate: (parameters) => statement.iterate([...parameters]),
  };
}
