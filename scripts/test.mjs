// Every test: `npm test`. Installs and builds what is missing, finds what the machine has, and says what it had to leave out, and why.
// `npm test -- fast` runs the first tier only. With REQUIRE_ALL=1 nothing may be left out.
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './test/run.mjs';
import { startPostgres } from './test/postgres.mjs';
import { startPage } from './test/page.mjs';
import { findChromium, findPython, findSchemathesis, findUv } from './test/tools.mjs';
import { Tally } from './test/tally.mjs';

const root = join(import.meta.dirname, '..');
const only = process.argv[2];
process.chdir(root);
process.env.CI = '1';

if (!existsSync('node_modules/.package-lock.json')) run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
run(process.execPath, ['scripts/build.mjs']);

const scratch = mkdtempSync(join(tmpdir(), 'technokaizen-test-'));
const tally = new Tally(scratch);
const undo = [() => rmSync(scratch, { recursive: true, force: true })];
process.on('exit', () => undo.reverse().forEach((step) => step()));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

await main();
tally.close();

async function main() {
  if (!tally.vitest('the CLI', 'vitest.config.ts') || only === 'fast') return;
  const python = tally.tool('Python 3.11', findPython());
  if (!python) return;
  const postgres = tally.tool('PostgreSQL', await startPostgres(scratch, undo));
  const chromium = tally.tool('Chromium', findChromium());
  const schemathesis = tally.tool('schemathesis', findSchemathesis());
  const env = {
    STACKS_DIR: join(scratch, 'stacks'),
    TEST_POSTGRES_URL: postgres,
    CHROMIUM: chromium,
    SCHEMATHESIS_BIN: schemathesis,
  };
  mkdirSync(env.STACKS_DIR);
  if (!tally.vitest('the repositories', 'test/stacks/vitest.config.ts', env)) return;
  contracts(env);
  await journeys(env);
  locks(tally.tool('uv', findUv()));
}

/** The black-box suite, once for each backend and database. */
function contracts(env) {
  for (const [stack, database] of [
    ['react-sqlite', 'sqlite:'],
    ['none-postgres', env.TEST_POSTGRES_URL],
  ]) {
    if (database === undefined) continue;
    const directory = join(env.STACKS_DIR, `fastapi-${stack}`, 'backend');
    tally.vitest(`the contract, ${stack}`, 'test/contract/vitest.config.ts', {
      ...env,
      SERVICE_DIR: directory,
      DATABASE_URL: database,
    });
  }
}

/** The browser's journey, once for each frontend: on the page as `npm run build` made it, with its headers. */
async function journeys(env) {
  if (env.CHROMIUM === undefined) return;
  const repo = join(env.STACKS_DIR, 'fastapi-react-sqlite');
  const page = await startPage(join(repo, 'frontend'));
  undo.push(page.stop);
  const service = { SERVICE_DIR: join(repo, 'backend'), DATABASE_URL: 'sqlite:' };
  tally.vitest('the journey', 'test/journey/vitest.config.ts', { ...env, ...service, ...page.env });
}

/** The shipped lock files, as npm, pip and uv take them: the dearest questions, to the registries, come last. */
function locks(uv) {
  if (uv !== undefined) tally.vitest('the locks', 'test/locks/vitest.config.ts', { UV: uv }, ['network']);
}
