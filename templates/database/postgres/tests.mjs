// PostgreSQL for the tests of this project: neither a repository nor the package has this file. docs/layers.md says what it exports.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';

/** Several processes may migrate one empty database at the same time. */
export const migratesConcurrently = true;

/**
 * Starts a private server in `directory`, or takes the one that TEST_POSTGRES_URL names.
 * @param {string} directory
 * @param {(() => unknown)[]} undo
 * @returns {Promise<{ value: string } | { why: string }>}
 */
export async function start(directory, undo) {
  if (process.env.TEST_POSTGRES_URL) return { value: process.env.TEST_POSTGRES_URL };
  const bin = findBin();
  if (bin === undefined) return { why: 'initdb and pg_ctl are not installed (Debian: apt install postgresql)' };
  const data = join(directory, 'postgres', 'data');
  const asServer = asUser(join(directory, 'postgres'));
  const initdb = asServer(join(bin, 'initdb'), ['--pgdata', data, ...INITDB]);
  if (initdb.status !== 0) return { why: `initdb failed: ${initdb.stderr.trim()}` };
  const port = await freePort();
  const control = (...args) => asServer(join(bin, 'pg_ctl'), ['--pgdata', data, ...args], 'ignore');
  const options = `-p ${port} ${SETTINGS.map((setting) => `-c ${setting}`).join(' ')}`;
  if (control('--log', join(data, 'log'), '--wait', '--options', options, 'start').status !== 0)
    return { why: `pg_ctl start failed, see ${data}/log` };
  undo.push(() => control('--mode=immediate', 'stop'));
  return { value: `postgres://test:test@127.0.0.1:${port}/postgres` };
}

const INITDB = ['--username=test', '--auth=trust', '--encoding=UTF8', '--no-sync'];
// Every service of every suite that runs at the same time has a pool of its own.
const SETTINGS = [
  ...['listen_addresses=127.0.0.1', "unix_socket_directories=''"],
  ...['fsync=off', 'full_page_writes=off', 'max_connections=300'],
];

function findBin() {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map((version) => join(debian, version, 'bin')), outputOf('pg_config', ['--bindir'])];
  return folders.filter(Boolean).find((folder) => existsSync(join(folder, 'initdb')));
}

function outputOf(program, args) {
  const { status, stdout } = spawnSync(program, args, { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

/** PostgreSQL refuses to run as root; then it runs as its own user. */
function asUser(folder) {
  mkdirSync(folder, { recursive: true });
  const isRoot = process.getuid?.() === 0;
  if (isRoot) {
    const [uid, gid] = ['-u', '-g'].map((flag) => Number(outputOf('id', [flag, 'postgres'])));
    chownSync(folder, uid, gid);
    spawnSync('chmod', ['a+x', join(folder, '..')]);
  }
  const prefix = isRoot ? ['runuser', '-u', 'postgres', '--'] : [];
  return (program, args, stdio = 'pipe') => {
    const [command, ...rest] = [...prefix, program, ...args];
    return spawnSync(command, rest, { encoding: 'utf8', stdio, cwd: folder });
  };
}

/** @returns {Promise<number>} */
function freePort() {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/**
 * A new, empty database.
 * @param {string} server
 * @returns {Promise<string>} its URL
 */
export async function create(server) {
  const name = newName();
  await query(server, `CREATE DATABASE ${name}`);
  return databaseAt(server, name);
}

/**
 * A new database with the contents of the one at `url`. A connection that a finished process has just left would refuse it.
 * @param {string} server
 * @param {string} url
 * @returns {Promise<string>} its URL
 */
export async function copy(server, url) {
  const [name, template] = [newName(), nameIn(url)];
  await query(server, 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [template]);
  await query(server, `CREATE DATABASE ${name} TEMPLATE ${pg.escapeIdentifier(template)}`);
  return databaseAt(server, name);
}

/** @param {string} url of a database that `create` or `copy` made */
export async function drop(url) {
  await query(databaseAt(url, 'postgres'), `DROP DATABASE IF EXISTS ${pg.escapeIdentifier(nameIn(url))} WITH (FORCE)`);
}

/**
 * Everything that is stored, column names included, as text to search in.
 * @param {string} url
 * @returns {Promise<string>}
 */
export async function contents(url) {
  const tables = await query(
    url,
    "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
  );
  const rows = await Promise.all(
    tables.map(({ name }) => query(url, `SELECT row_to_json(t)::text AS row FROM ${name} t`)),
  );
  return rows.flatMap((table) => table.map(({ row }) => row)).join('\n');
}

/**
 * Creates the role and the database that `url` names, as the README says, but on the tests' server.
 * @param {string} server
 * @param {string} url as in the `.env` of a new repository
 * @returns {Promise<string>} the URL to put there
 */
export async function provision(server, url) {
  const { username, password, host } = new URL(url);
  const [role, name] = [decodeURIComponent(username), nameIn(url)].map((each) => pg.escapeIdentifier(each));
  const secret = pg.escapeLiteral(decodeURIComponent(password));
  await query(server, `CREATE ROLE ${role} LOGIN CREATEDB PASSWORD ${secret}`);
  await query(server, `CREATE DATABASE ${name} OWNER ${role}`);
  return url.replace(`@${host}/`, `@${new URL(server).host}/`);
}

/**
 * Where a service connects to, for a test that comes in between.
 * @param {string} url
 * @returns {{ host: string, port: number }}
 */
export function endpoint(url) {
  const { hostname, port } = new URL(url);
  return { host: hostname, port: Number(port || 5432) };
}

/**
 * The same database through a port of this machine.
 * @param {string} url
 * @param {number} port
 * @returns {string}
 */
export const through = (url, port) => Object.assign(new URL(url), { host: `127.0.0.1:${port}` }).href;

const newName = () => `suite_${randomBytes(6).toString('hex')}`;
const nameIn = (url) => decodeURIComponent(new URL(url).pathname.slice(1));
const databaseAt = (url, name) =>
  Object.assign(new URL(url), { pathname: `/${name}` }).href.replace(/^postgresql:/, 'postgres:');

async function query(url, text, values = []) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text, values)).rows;
  } finally {
    await client.end();
  }
}
