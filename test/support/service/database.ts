// A fresh, empty database for one start of a service.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

export interface Database {
  readonly kind: 'sqlite' | 'postgres';
  /** What a service gets as `DATABASE_URL`. */
  readonly url: string;
  /** Everything that is stored, names of columns included, as text to search in. */
  contents(): Promise<string>;
  drop(): Promise<void>;
}

/** `DATABASE_URL` says which kind (its own database is never touched); `TEST_POSTGRES_URL` which server, if another. */
export function freshDatabase(env: NodeJS.ProcessEnv = process.env): Promise<Database> {
  return databaseKind(env) === 'postgres' ? freshPostgres(serverUrl(env)) : Promise.resolve(freshSqlite());
}

export const databaseKind = (env: NodeJS.ProcessEnv = process.env): Database['kind'] =>
  env['DATABASE_URL']?.startsWith('postgres') ? 'postgres' : 'sqlite';

const serverUrl = (env: NodeJS.ProcessEnv): string => env['TEST_POSTGRES_URL'] ?? env['DATABASE_URL'] ?? '';

function freshSqlite(): Database {
  const directory = mkdtempSync(join(tmpdir(), 'service-database-'));
  const file = join(directory, 'app.db');
  const stored = (): string =>
    [file, `${file}-wal`]
      .filter((path) => existsSync(path))
      .map((path) => readFileSync(path, 'latin1'))
      .join('\n');
  return {
    kind: 'sqlite',
    url: `sqlite:///${file}`,
    contents: () => Promise.resolve(stored()),
    drop: () => {
      rmSync(directory, { recursive: true, force: true });
      return Promise.resolve();
    },
  };
}

/** The path of a SQLite database's file. */
export const sqliteFile = (database: Database): string => database.url.slice('sqlite:///'.length);

async function freshPostgres(server: string): Promise<Database> {
  const name = `suite_${randomBytes(6).toString('hex')}`;
  await query(server, `CREATE DATABASE ${name}`);
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href.replace(/^postgresql:/, 'postgres:');
  return {
    kind: 'postgres',
    url,
    contents: () => storedInPostgres(url),
    drop: async () => {
      await query(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

async function storedInPostgres(url: string): Promise<string> {
  const tables = await query(
    url,
    "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
  );
  const rows = await Promise.all(
    tables.map(({ name }) => query(url, `SELECT row_to_json(t)::text AS row FROM ${String(name)} t`)),
  );
  return rows.flatMap((table) => table.map(({ row }) => String(row))).join('\n');
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}
