// Every test: `npm test`. Installs and builds what is missing, finds what the machine has, and says what it had to leave out, and why.
// `npm test -- fast` runs the first tier only, `npm test -- flask` that and what has the word in its name. With REQUIRE_ALL=1 nothing may be left out. TEST_JOBS is how many suites run at once:
// one more than there are processors, as they wait a lot. With KEEP_GOING a failure does not keep the rest from running. With EVERYTHING, as at
// night, what takes turns else is tried as a whole. With PROVEN a whole run writes what it has proven to docs/proven.md and src/data/proven.json.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  deployChains,
  helmChains,
  kubernetesChains,
  lockChains,
  pipelineChains,
  stackChains,
  verifyChains,
  workflowChains,
} from './test/chains.mjs';
import { runChains } from './test/pool.mjs';
import { writeProven } from './test/proven.mjs';
import { outputOf, run } from './test/run.mjs';
import { startPostgres } from './test/postgres.mjs';
import { findDocker } from './test/docker.mjs';
import { findCluster, findHelm, findKubernetesLinters } from './test/kubernetes.mjs';
import {
  findAct,
  findActionlint,
  findCheckJsonschema,
  findChromium,
  findGitlabCiLocal,
  findGitleaks,
  findHadolint,
  findNginx,
  findPython,
  findSchemathesis,
  findUv,
  findZizmor,
} from './test/tools.mjs';
import { Tally } from './test/tally.mjs';

const root = join(import.meta.dirname, '..');
const [only = ''] = process.argv.slice(2);
process.chdir(root);
process.env.CI = '1';

if (!existsSync('node_modules/.package-lock.json')) run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
run(process.execPath, ['scripts/build.mjs']);

const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'technokaizen-test-')));
// Other users have to reach what is in it: PostgreSQL's, and one that may write nothing.
chmodSync(scratch, 0o755);
const tally = new Tally(scratch);
const undo = [() => rmSync(scratch, { recursive: true, force: true })];
process.on('exit', () => undo.reverse().forEach((step) => step()));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

process.env.PACKED = join(scratch, 'packed');
mkdirSync(process.env.PACKED);
await main();
if (process.env.PROVEN) await recordProven();
tally.close();

async function main() {
  const passed = await tally.vitest({ title: 'the CLI', config: 'vitest.config.ts' });
  if (!passed || only === 'fast') return;
  const python = tally.tool('Python 3.11', findPython());
  if (!python) return;
  const tools = {
    stacks: join(scratch, 'stacks'),
    postgres: tally.tool('PostgreSQL', await startPostgres(scratch, undo)),
    chromium: tally.tool('Chromium', findChromium()),
    nginx: tally.tool('nginx', findNginx()),
    schemathesis: tally.tool('schemathesis', findSchemathesis()),
    uv: tally.tool('uv', findUv()),
    hadolint: tally.tool('hadolint', findHadolint()),
    docker: tally.tool('Docker', findDocker()),
    actionlint: tally.tool('actionlint', findActionlint()),
    zizmor: tally.tool('zizmor', findZizmor()),
    checkJsonschema: tally.tool('check-jsonschema', findCheckJsonschema()),
    gitleaks: tally.tool('gitleaks', findGitleaks()),
    helm: tally.tool('Helm', findHelm()),
    kubernetesLinters: tally.tool('linters for Kubernetes', findKubernetesLinters()),
  };
  // Minutes of a whole machine: at night, or where it is asked for.
  if (process.env.EVERYTHING || only === 'workflow') {
    tools.act = tally.tool('act', findAct());
    tools.gitlabCiLocal = tally.tool('gitlab-ci-local', findGitlabCiLocal());
  }
  tools.cluster = tally.tool('Kubernetes', findCluster(tools.docker));
  mkdirSync(tools.stacks);
  const { browsers, contracts, containers, locks, pipelines, verified } = await chainsFor(tools);
  const width = Number(process.env.TEST_JOBS ?? availableParallelism() + 1);
  await runChains(browsers, tally, width);
  // Containers come and go with networks of their own, and a browser gives up what it is loading when a network changes: no journey beside them.
  const rest = runChains([...verified, ...contracts, ...pipelines, ...locks], tally, Math.max(1, width - 1));
  await Promise.all([runChains(containers, tally, 1), rest]);
}

async function chainsFor(tools) {
  const { importBundled } = await import('./locks/bundled.mjs');
  const [{ stacksIn }, { deployed, released }, { executed }, { readSupersets }] = await Promise.all(
    [
      'test/stacks/stacks.ts',
      'test/deploy/support/stacks.ts',
      'test/ci/support/stacks.ts',
      'scripts/locks/supersets.ts',
    ].map(importBundled),
  );
  const layers = readSupersets('templates').map(({ layer }) => layer);
  const asked = (chains) => chains.filter((steps) => steps.some(({ title }) => title.includes(only)));
  const stacks = stackChains(stacksIn('templates'), tools).filter((pair) => asked(Object.values(pair)).length > 0);
  return {
    browsers: stacks.map(({ browsers }) => browsers),
    contracts: stacks.map(({ contracts }) => contracts),
    containers: asked([
      ...deployChains(deployed, tools),
      ...workflowChains(executed, tools),
      ...kubernetesChains(released, tools),
      ...helmChains(released, tools),
    ]),
    pipelines: asked(pipelineChains(executed, tools)),
    locks: asked(lockChains(layers, tools.uv)),
    verified: asked(verifyChains()),
  };
}

/** Only of a whole run, as the record would lack the rest; one with failures stops at the first, unless it was told to keep going. */
async function recordProven() {
  if (only !== '' || (tally.hasFailed && !process.env.KEEP_GOING)) {
    console.log('docs/proven.md stays as it is: it is written by a whole run that is green, or that keeps going.');
    return;
  }
  const { importBundled } = await import('./locks/bundled.mjs');
  const [{ openCatalog }, { dimensions }] = await Promise.all(
    ['src/catalog.ts', 'src/verify/stacks.ts'].map(importBundled),
  );
  const catalog = openCatalog('templates');
  const choices = dimensions.flatMap(({ kind }) => catalog.choices(kind).map(({ name }) => ({ kind, name })));
  const about = { date: new Date().toISOString().slice(0, 10), commit: commit(), leftOut: tally.leftOut };
  console.log(`docs/proven.md: ${writeProven(tally.steps, choices, about).size} stacks`);
}

/** The commit that was tested; with a + where files were changed since. */
function commit() {
  const hash = outputOf('git', ['rev-parse', '--short', 'HEAD'])?.trim() ?? 'none';
  return outputOf('git', ['status', '--porcelain'])?.trim() ? `${hash}+` : hash;
}
