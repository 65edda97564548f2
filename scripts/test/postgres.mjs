// A PostgreSQL server of our own for the tests: a private data directory and port, ended and removed with the run.
import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './port.mjs';
import { outputOf } from './run.mjs';

/** Starts one, or takes the one that TEST_POSTGRES_URL names. */
export async function startPostgres(scratch, undo) {
  if (process.env.TEST_POSTGRES_URL) return { value: process.env.TEST_POSTGRES_URL };
  const bin = findBin();
  if (bin === undefined) return { why: 'initdb and pg_ctl are not installed (Debian: apt install postgresql)' };
  const data = join(scratch, 'postgres', 'data');
  const port = await freePort();
  const asServer = asUser(join(scratch, 'postgres'));
  const initdb = asServer(join(bin, 'initdb'), [
    '--pgdata',
    data,
    '--username=test',
    '--auth=trust',
    '--encoding=UTF8',
    '--no-sync',
  ]);
  if (initdb.status !== 0) return { why: `initdb failed: ${initdb.stderr.trim()}` };
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off`;
  const start = asServer(
    join(bin, 'pg_ctl'),
    ['--pgdata', data, '--log', join(data, 'log'), '--wait', '--options', options, 'start'],
    'ignore',
  );
  if (start.status !== 0) return { why: `pg_ctl start failed, see ${data}/log` };
  undo.push(() => asServer(join(bin, 'pg_ctl'), ['--pgdata', data, '--mode=immediate', 'stop'], 'ignore'));
  return { value: `postgres://test:test@127.0.0.1:${port}/postgres` };
}

function findBin() {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map((version) => join(debian, version, 'bin')), outputOf('pg_config', ['--bindir'])];
  return folders.filter(Boolean).find((folder) => existsSync(join(folder, 'initdb')));
}

/** PostgreSQL refuses to run as root: then it runs as its own user. */
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
