import { randomBytes } from 'node:crypto';
import { complete, hasProfile, isOpen } from '../answers.ts';
import { ask, review } from '../ask.ts';
import { openCatalog, type Catalog, type Find } from '../catalog.ts';
import { commandLine, quote } from '../replay.ts';
import { wrongUsage } from '../errors.ts';
import { flagOf, readGiven } from '../given.ts';
import type { Io } from '../io.ts';
import { questions, type Answers, type Given } from '../options.ts';
import { refuseUnmet, takenLines, withNeeds } from '../needs.ts';
import { RECORD, recordOf } from '../record.ts';
import { presetsFor, withAdvice } from '../recommend/presets.ts';
import { brief } from '../recommend/prose.ts';
import { recommend } from '../recommend/recommend.ts';
import { partsOf } from '../render/parts.ts';
import { render } from '../render/render.ts';
import { resolveStack, type Stack } from '../stack.ts';
import { findTarget } from '../target.ts';
import { inPathOrder, type Tree } from '../tree.ts';
import { logUi, type Ui } from '../log-ui.ts';
import { execute } from '../execute.ts';
import { planLines, reportOf, summaryLines, type Plan } from '../report.ts';

/** The flags that are no questions. */
export interface CreateFlags {
  readonly yes?: boolean;
  readonly config?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** Flags in, repository out: gather, ask, plan, write, finish, report. */
export async function create(values: Given, flags: CreateFlags, io: Io): Promise<void> {
  const catalog = openCatalog();
  const { given: said } = await readGiven({ flags: values, config: flags.config }, catalog, io);
  const given = withNeeds(said, catalog);
  refuseUnmet(given, catalog, flagOf);
  if (given.directory !== undefined) findTarget(given.directory, io.cwd);
  const asking = flags.yes !== true && flags.json !== true && io.interactive;
  const { ui, answers } = asking
    ? await askAll(given, said, catalog, flags, io)
    : settleAll(given, said, catalog, flags, io);
  const plan = planOf(answers, catalog, io);
  const outcome = flags.dryRun === true ? { git: false, installed: false, notes: [] } : await execute(plan, ui, io);
  const report = (): object => ({ dryRun: flags.dryRun === true, ...reportOf(plan), ...outcome });
  if (flags.json) io.result(JSON.stringify(report(), null, 2));
  else if (flags.dryRun) io.result(planLines(plan).join('\n'));
}

interface Settled {
  readonly ui: Ui;
  readonly answers: Answers;
}

async function askAll(given: Given, said: Given, catalog: Catalog, flags: CreateFlags, io: Io): Promise<Settled> {
  const { terminalUi } = await import('../ui.ts');
  const ui = terminalUi(io.input, io.output, io.signal);
  const asking = { catalog, cwd: io.cwd, ui, fixed: given };
  ui.intro(`create-technokaizen-app ${io.version}`);
  takenLines(said, catalog).forEach((line) => ui.warn(line));
  const asked = await ask(given, asking);
  if (flags.dryRun) return { ui, answers: complete(withAdvice(asked, catalog), io.cwd) };
  return { ui, answers: await review(asked, (current) => summaryLines(planOf(current, catalog, io)), asking) };
}

function settleAll(given: Given, said: Given, catalog: Catalog, flags: CreateFlags, io: Io): Settled {
  if (!flags.yes) refuseMissing(given, catalog, io);
  const ui = logUi(io.output);
  takenLines(said, catalog).forEach((line) => ui.warn(line));
  if (hasProfile(given)) ui.note('What fits', brief(recommend(given, catalog), presetsFor(given, catalog)));
  return { ui, answers: complete(withAdvice(given, catalog), io.cwd) };
}

function refuseMissing(given: Given, catalog: Catalog, io: Io): void {
  const missing = questions.filter(
    (question) => question.needed && given[question.key] === undefined && isOpen(question, catalog),
  );
  if (missing.length === 0) return;
  const names = missing.map(({ key }) => (key === 'directory' ? 'a directory' : `--${key}`));
  const rest = io.words.map((word) => quote(word));
  const directory = given.directory === undefined ? ['my-app'] : [];
  throw wrongUsage(
    `No terminal to prompt on. Missing: ${names.join(', ')}.`,
    `Pass them as flags, or accept the defaults:  npx create-technokaizen-app@${io.version} ${[...directory, '--yes', ...rest].join(' ')}`,
  );
}

function planOf(answers: Answers, catalog: Catalog, io: Io): Plan {
  const stack = resolveStack(answers, catalog);
  const target = findTarget(answers.directory, io.cwd);
  const find: Find = (id) => catalog.layer(id);
  const parts = partsOf(stack, find);
  const tree = recorded(render(stack, catalog, randomSecret), answers, stack, io.version);
  return {
    answers,
    stack,
    target,
    parts,
    find,
    tree,
    version: io.version,
    command: commandLine(answers, io.version),
    cwd: io.cwd,
  };
}

// 64 characters of hexadecimal: twice what the services ask of SECRET_KEY, and safe in a URL.
const randomSecret = (): string => randomBytes(32).toString('hex');

const recorded = (tree: Tree, answers: Answers, { decision }: Stack, version: string): Tree =>
  inPathOrder([...tree, [RECORD, recordOf(version, answers, decision, tree)]]);
