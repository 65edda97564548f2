// The databases of the service under test, in the words of its own layer: docs/layers.md, "tests".
import { pathToFileURL } from 'node:url';

/** What a database's `tests.mjs` exports. */
export interface DatabaseTests {
  /** A server for `DATABASE_SERVER`, private to `directory`; `undo` gets what ends it. */
  readonly start: (
    directory: string,
    undo: (() => unknown)[],
  ) => Promise<{ readonly value?: string; readonly why?: string }>;
  readonly create: (server: string) => Promise<string>;
  readonly copy: (server: string, url: string) => Promise<string>;
  readonly drop: (url: string) => Promise<void>;
  readonly contents: (url: string) => Promise<string>;
  readonly provision: (server: string, url: string) => Promise<string>;
  readonly migratesConcurrently: boolean;
  /** Of a database behind a network. */
  readonly endpoint?: (url: string) => { readonly host: string; readonly port: number };
  readonly through?: (url: string, port: number) => string;
  /** Of a database that is a file. */
  readonly file?: (url: string) => string;
}

export interface Database {
  /** What a service gets as `DATABASE_URL`. */
  readonly url: string;
  /** Everything that is stored, column names included, as text to search in. */
  contents(): Promise<string>;
  drop(): Promise<void>;
}

/** The `tests.mjs` that `DATABASE_TESTS` names. */
export async function databaseTests(env: NodeJS.ProcessEnv = process.env): Promise<DatabaseTests> {
  const path = env['DATABASE_TESTS'];
  if (path === undefined)
    throw new Error("Name the tests of the service's database: DATABASE_TESTS=<path of a tests.mjs>");
  return (await import(pathToFileURL(path).href)) as DatabaseTests;
}

/** An empty database on the server that `DATABASE_SERVER` names. */
export async function freshDatabase(env: NodeJS.ProcessEnv = process.env): Promise<Database> {
  const tests = await databaseTests(env);
  return databaseAt(await tests.create(env['DATABASE_SERVER'] ?? ''), tests);
}

/** A database with the contents of the one at `url`. */
export async function copiedDatabase(url: string, env: NodeJS.ProcessEnv = process.env): Promise<Database> {
  const tests = await databaseTests(env);
  return databaseAt(await tests.copy(env['DATABASE_SERVER'] ?? '', url), tests);
}

const databaseAt = (url: string, tests: DatabaseTests): Database => ({
  url,
  contents: () => tests.contents(url),
  drop: () => tests.drop(url),
});
