// Measures each backend of the catalogue beside its framework's hello world: `npm run bench:backends [backend…]`.
// Writes docs/benchmarks.json, and docs/benchmarks.md from it; a backend that is not named keeps its figures.
// `--in DIRECTORY` keeps the repositories there for the next run, `--prepare` makes them and measures nothing.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { requireWrk } from './bench-backends/load.mjs';
import { databaseCpu, measure } from './bench-backends/measure.mjs';
import { installedSize } from './bench-backends/installed-size.mjs';
import { prepareHello, prepareRepository } from './bench-backends/repository.mjs';
import { keep, writeReport } from './bench-backends/report.mjs';
import { importBundled } from './locks/bundled.mjs';
import { run } from './locks/run.mjs';

const { values: options, positionals: named } = parseArgs({
  allowPositionals: true,
  options: { in: { type: 'string' }, prepare: { type: 'boolean' } },
});

process.chdir(join(import.meta.dirname, '..'));
requireWrk();
run(process.execPath, ['scripts/build.mjs']);
const scratch = mkdtempSync(join(tmpdir(), 'technokaizen-bench-'));
const undo = [() => rmSync(scratch, { recursive: true, force: true })];
process.on('exit', () => undo.reverse().forEach((step) => step()));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

const tools = await importBundled('test/support/service.ts');
const catalog = (await importBundled('src/catalog.ts')).openCatalog();
const folder = resolve(options.in ?? join(scratch, 'repositories'));

const backends = catalog.choices('backend').filter(({ name }) => named.length === 0 || named.includes(name));
const databases = catalog.choices('database');
const places = new Map();
for (const { name, directory, manifest } of databases) {
  const env = { DATABASE_TESTS: join(directory, manifest.tests) };
  const { value, why } = await (await tools.databaseTests(env)).start(scratch, undo);
  if (value === undefined) throw new Error(`${manifest.title}: ${why}`);
  places.set(name, { ...env, DATABASE_SERVER: value });
}

for (const backend of backends) await measureBackend(backend);
if (!options.prepare) writeReport(catalog);

async function measureBackend({ name, manifest }) {
  for (const database of databases) {
    const service = prepareRepository(folder, name, database.name);
    const hello = prepareHello(service, name);
    if (options.prepare) continue;
    const installedBytes = installedSize(service.directory, join(scratch, 'installed'));
    const place = places.get(database.name);
    const found = await measure(tools, service, hello, place);
    const databaseCpuMs = await databaseCpu(tools, hello, database.name, place);
    const figures = { installedBytes, ...found, databaseCpuMs };
    console.log(`${manifest.title}, ${database.manifest.title}: ${JSON.stringify(figures)}`);
    keep(name, database.name, figures);
  }
}
