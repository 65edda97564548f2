// Starts a generated service as in production, on a port and a database of its own, whatever its language.
import { randomBytes } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandsOf, type Blueprint } from './service/blueprint.ts';
import { copiedDatabase, freshDatabase, type Database } from './service/database.ts';
import { ended, launch, type Exit, type Program } from './service/program.ts';

export { serviceUnderTest, type Blueprint } from './service/blueprint.ts';
export { databaseTests, freshDatabase, type Database, type DatabaseTests } from './service/database.ts';
export { cpuTime, peakMemory, type Exit } from './service/program.ts';

/** Environment variables; `undefined` takes a default of the suite's away. */
export type Variables = Readonly<Record<string, string | undefined>>;

export interface Options {
  /** One that is already migrated (or must not be); it isn't dropped at the end. */
  readonly database?: Database;
}

export interface Running {
  readonly blueprint: Blueprint;
  readonly env: Readonly<Record<string, string>>;
  readonly database: Database;
  readonly url: string;
  readonly pid: number;
  readonly exit: Promise<Exit>;
  /** What it has written on stdout so far. */
  readonly logs: () => string;
  readonly errors: () => string;
  /** Ends it (SIGTERM), and drops its database. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<Exit>;
}

export interface Finished extends Exit {
  readonly stdout: string;
  readonly stderr: string;
}

const started = new Set<Running>();

// A build beside other suites takes its time.
const VERB_WITHIN = 300_000;

/** A database of its own, migrated; then the service on it, once it is ready. */
export async function start(blueprint: Blueprint, variables: Variables = {}, options: Options = {}): Promise<Running> {
  const database = options.database ?? (await migratedDatabase(blueprint));
  const env = await environment(database.url, variables);
  const service = serve(blueprint, env, database, options.database === undefined);
  started.add(service);
  await untilReady(service);
  return service;
}

/** A copy of the suite's template, if it has one; otherwise a new database. */
export async function migratedDatabase(blueprint: Blueprint): Promise<Database> {
  const template = process.env['DATABASE_TEMPLATE'];
  if (template !== undefined) return copiedDatabase(template);
  const database = await freshDatabase();
  await migrate(blueprint, await environment(database.url, {}));
  return database;
}

/** The service's variables: nothing of this process's own but what a program needs to run at all. */
export async function environment(databaseUrl: string, variables: Variables): Promise<Record<string, string>> {
  const own = { PATH: process.env['PATH'], HOME: process.env['HOME'], LANG: 'C.UTF-8' };
  const defaults = {
    ...{
      APP_ENV: 'test',
      PORT: String(await freePort()),
      DATABASE_URL: databaseUrl,
      SECRET_KEY: randomBytes(32).toString('hex'),
    },
    ...{
      ALLOWED_HOSTS: '',
      CORS_ORIGINS: '',
      ACCESS_TOKEN_TTL: '900',
      REFRESH_TOKEN_TTL: '2592000',
      AUTH_RATE_LIMIT: 'off',
      LOG_LEVEL: 'info',
    },
  };
  const all = Object.entries({ ...own, ...defaults, ...variables });
  return Object.fromEntries(all.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

export async function migrate(blueprint: Blueprint, env: Readonly<Record<string, string>>): Promise<void> {
  const result = await runVerb(blueprint, 'migrate', env);
  if (result.code !== 0) throw new Error(`migrate failed (${result.code})\n${result.stdout}\n${result.stderr}`);
}

/** Runs a verb's commands to their end, one after the other until one fails. */
export async function runVerb(
  blueprint: Blueprint,
  verb: string,
  env: Readonly<Record<string, string>>,
  more: string[] = [],
  input = '',
): Promise<Finished> {
  let last: Finished = { code: 0, signal: null, stdout: '', stderr: '' };
  for (const command of commandsOf(blueprint, verb)) {
    const program = launch([...command, ...more], { directory: blueprint.directory, env }, input);
    last = { ...(await ended(program, VERB_WITHIN)), stdout: program.stdout(), stderr: program.stderr() };
    if (last.code !== 0) return last;
  }
  return last;
}

/** Starts without waiting for anything: for services that are meant not to come up. */
export function launchService(blueprint: Blueprint, env: Readonly<Record<string, string>>): Program {
  const [command = []] = commandsOf(blueprint, 'serve');
  return launch(command, { directory: blueprint.directory, env });
}

function serve(blueprint: Blueprint, env: Record<string, string>, database: Database, owned: boolean): Running {
  const program = launchService(blueprint, env);
  const stop = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<Exit> => {
    program.signal(signal);
    const result = await ended(program, 20_000);
    started.delete(service);
    if (owned) await database.drop();
    return result;
  };
  const url = `http://127.0.0.1:${env['PORT']}`;
  const { pid, exit, stdout: logs, stderr: errors } = program;
  const service: Running = { blueprint, env, database, url, pid, exit, logs, errors, stop };
  return service;
}

async function untilReady(service: Running): Promise<void> {
  const over = service.exit.then(() => true);
  const soon = (): Promise<false> => sleep(100, false);
  for (let tries = 0; tries < 300; tries += 1) {
    if (await isReady(service.url)) return;
    if (await Promise.race([over, soon()])) break;
  }
  await service.stop('SIGKILL');
  throw new Error(`The service never got ready\n${service.logs()}\n${service.errors()}`);
}

export const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5000) }).then(
    (answer) => answer.ok,
    () => false,
  );

/** Ends whatever is still running. */
export async function stopAll(): Promise<void> {
  await Promise.all([...started].map((service) => service.stop('SIGKILL')));
}

export function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
