// SQLite for the tests of this project: neither a repository nor the package has this file. docs/layers.md says what it exports.
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A file has one user: it is migrated before others come. */
export const migratesConcurrently = false;

/** @returns {Promise<{ value: string }>} */
export const start = () => Promise.resolve({ value: '' });

/** @returns {Promise<string>} URL of a database in a new directory; whoever opens it first creates the file */
export const create = () => Promise.resolve(newUrl());

/**
 * A new database with the contents of the one at `url`, the write-ahead log included.
 * @param {string} _server
 * @param {string} url
 * @returns {Promise<string>} its URL
 */
export function copy(_server, url) {
  const [from, fresh] = [file(url), newUrl()];
  for (const suffix of SUFFIXES.filter((each) => existsSync(from + each)))
    copyFileSync(from + suffix, file(fresh) + suffix);
  return Promise.resolve(fresh);
}

/** @param {string} url of a database that `create` or `copy` made */
export function drop(url) {
  rmSync(dirname(file(url)), { recursive: true, force: true });
  return Promise.resolve();
}

/**
 * Everything that is stored, column names included, as text to search in.
 * @param {string} url
 * @returns {Promise<string>}
 */
export const contents = (url) =>
  Promise.resolve(
    SUFFIXES.map((suffix) => file(url) + suffix)
      .filter((path) => existsSync(path))
      .map((path) => readFileSync(path, 'latin1'))
      .join('\n'),
  );

/**
 * A file needs no preparation.
 * @param {string} _server
 * @param {string} url as in the `.env` of a new repository
 * @returns {Promise<string>}
 */
export const provision = (_server, url) => Promise.resolve(url);

/**
 * The path of the database's file.
 * @param {string} url
 * @returns {string}
 */
export const file = (url) => url.slice(PREFIX.length);

const PREFIX = 'sqlite:///';
const SUFFIXES = ['', '-wal'];
const newUrl = () => `${PREFIX}${join(mkdtempSync(join(tmpdir(), 'service-database-')), 'app.db')}`;
