import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { arch, cpus, release } from 'node:os';
import { writeSection } from '../bench/document.mjs';

const PATH = 'docs/benchmarks.json';
const MEBIBYTE = 1_048_576;
/** What a list may cost beside the framework's hello world, without its database. */

/** Writes one service's figures into docs/benchmarks.json. */
export function keep(backend, database, figures) {
  const all = read();
  const others = all[backend]?.databases;
  all[backend] = { ...surroundings(), databases: { ...others, [database]: rounded(figures) } };
  writeFileSync(PATH, `${JSON.stringify(sorted(all), null, 2)}\n`);
}

const read = () => (existsSync(PATH) ? JSON.parse(readFileSync(PATH, 'utf8')) : {});

const sorted = (record) => Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));

const surroundings = () => ({
  measured: new Date().toISOString().slice(0, 10),
  machine: `${cpus().length} cores (${cpus()[0]?.model.trim()}, ${arch()}), Linux ${release().split('.', 2).join('.')}, Node ${process.versions.node}`,
});

/** Three digits: what lies behind them is another value at the next run. */
const rounded = (value) =>
  typeof value === 'number'
    ? Number(value.toPrecision(3))
    : Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, rounded(inner)]));

/** Writes the section of docs/benchmarks.md out of docs/benchmarks.json, for the backends of the catalogue. */
export function writeReport(catalog) {
  const kept = read();
  const titleOf = (kind, name) => catalog.choices(kind).find((layer) => layer.name === name)?.manifest.title ?? name;
  const services = catalog
    .choices('backend')
    .filter(({ name }) => kept[name])
    .flatMap(({ name, manifest: { title } }) =>
      Object.entries(kept[name].databases).map(([database, figures]) => ({
        name: `${title} | ${titleOf('database', database)}`,
        ...figures,
      })),
    );
  writeSection('backends', heading(Object.values(kept)), tables(services));
}

function heading(backends) {
  const machines = [...new Set(backends.map(({ measured, machine }) => `${machine}, ${measured}`))];
  return `${machines.join('; ')}. One process, \`APP_ENV=production\`, as \`serve\` starts it; wrk with 8 connections from the same machine; each
figure out of four seconds after one to warm up, in turns of a second. Lists are of 20 of a user's 1,000 notes. Each framework's hello world is a bare
route that answers a small JSON, on the same server with the same installed packages. Memory is resident, summed over the processes.`;
}

/** What docs/benchmarks.md says of each `{name: "backend | database", …figures}`. */
export const tables = (services) => [
  ...table(
    'Processor milliseconds a request',
    ['hello world', 'health', 'create', 'login', 'list', 'database time'],
    services.map((service) => [service.name, ...processorCells(service)]),
  ),
  '',
  `Database time is what the list's two statements, the user and the page with its total, take of the same process through the same driver, run bare
in a loop: without framework, mapper and JSON. An earlier limit of 2.5 × the hello world + database time is withdrawn: no backend met it, and it compared
a list with checked sessions, limits and validation to a bare route.`,
  ...table(
    'Requests a second',
    ['hello world', 'health', 'create', 'login', 'list'],
    services.map(({ name, endpoints }) => [name, ...inOrder(endpoints).map(({ perSecond }) => grouped(perSecond))]),
  ),
  ...table(
    'Start, memory, size',
    ['hello: cold start ms', 'cold start ms', 'hello: peak MiB', 'peak MiB after load', 'installed MiB'],
    services.map((service) => [service.name, ...sizeCells(service)]),
  ),
];

const table = (title, columns, rows) => [
  '',
  `### ${title}`,
  '',
  `| backend | database | ${columns.join(' | ')} |`,
  `| --- | --- | ${columns.map(() => '--:').join(' | ')} |`,
  ...rows.map((cells) => `| ${cells.join(' | ')} |`),
];

const processorCells = ({ endpoints, databaseCpuMs }) =>
  [...inOrder(endpoints).map(({ cpuMs }) => cpuMs), databaseCpuMs].map(milliseconds);

const milliseconds = (ms) => ms.toFixed(ms < 0.1 ? 3 : 2);

const inOrder = ({ hello, health, create, login, list }) => [hello, health, create, login, list];

const sizeCells = ({ coldStartMs, peakBytes, installedBytes }) =>
  [
    coldStartMs.hello,
    coldStartMs.service,
    ...[peakBytes.hello, peakBytes.service, installedBytes].map(toMebibytes),
  ].map(grouped);

const toMebibytes = (bytes) => bytes / MEBIBYTE;

const grouped = (value) => Math.round(value).toLocaleString('en-US');
