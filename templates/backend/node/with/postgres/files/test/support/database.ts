// The databases of the tests: beside the one of DATABASE_URL, made before the first and dropped after the last.
import pg from 'pg';
import { loadConfig } from '../../src/config.ts';

export interface TemporaryDatabase {
  readonly url: string;
  readonly drop: () => Promise<void>;
}

export async function temporaryDatabase(suffix = 'test'): Promise<TemporaryDatabase> {
  const url = new URL(loadConfig().databaseUrl);
  const server = Object.assign(new URL(url), { pathname: '/postgres' }).href;
  url.pathname += `_${suffix}`;
  const name = pg.escapeIdentifier(decodeURIComponent(url.pathname.slice(1)));
  const drop = (): Promise<void> => execute(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await drop();
  await execute(server, `CREATE DATABASE ${name}`);
  return { url: url.href, drop };
}

async function execute(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

export const UNREACHABLE_URL = 'postgres://nobody:nothing@127.0.0.1:1/nowhere';
