// Once before a suite: builds what `serve` runs, and migrates the database that every start copies.
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment, freshDatabase, migrate, runVerb, serviceUnderTest, type Blueprint } from '../service.ts';
import { repositoryOf } from './blueprint.ts';
import { databaseTests } from './database.ts';

type Undo = (() => unknown)[];

/** Returns the step that undoes all of it. */
export default async function build(): Promise<() => Promise<void>> {
  const undo: Undo = [];
  const undoAll = async (): Promise<void> => {
    for (const step of undo.reverse()) await step();
  };
  try {
    await prepare(serviceUnderTest(), undo);
  } catch (error) {
    await undoAll();
    throw error;
  }
  return undoAll;
}

async function prepare(blueprint: Blueprint, undo: Undo): Promise<void> {
  await buildService(blueprint);
  process.env['DATABASE_TESTS'] ??= testsOf(blueprint.directory);
  process.env['DATABASE_SERVER'] ??= await startServer(undo);
  const template = await freshDatabase();
  undo.push(() => template.drop());
  await migrate(blueprint, await environment(template.url, {}));
  process.env['DATABASE_TEMPLATE'] = template.url;
}

/** `SERVICE_BUILT` means that an earlier step has done it. */
async function buildService(blueprint: Blueprint): Promise<void> {
  if (blueprint.verbs['build'] === undefined || process.env['SERVICE_BUILT']) return;
  const { code, stdout, stderr } = await runVerb(blueprint, 'build', await environment('', {}));
  if (code !== 0) throw new Error(`build failed (${code})\n${stdout}\n${stderr}`);
}

/** For a run without a runner: the database that the repository's record names. */
function testsOf(directory: string): string {
  const record = readJson(join(repositoryOf(directory), '.technokaizen.json')) as { answers: { database: string } };
  const layer = join(import.meta.dirname, '../../../templates/database', record.answers.database);
  const { tests } = readJson(join(layer, 'manifest.json')) as { tests?: string };
  if (tests === undefined) throw new Error(`${layer}/manifest.json names no tests`);
  return join(layer, tests);
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

/** For a run without a runner: a server of the suite's own. */
async function startServer(undo: Undo): Promise<string> {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'service-server-')));
  undo.push(() => rmSync(directory, { recursive: true, force: true }));
  const { value, why } = await (await databaseTests()).start(directory, undo);
  if (value === undefined) throw new Error(`There is no server for the database: ${why ?? ''}`);
  return value;
}
