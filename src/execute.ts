import { quote } from './replay.ts';
import { missedTools } from './doctor/tools.ts';
import { cancelled, Refusal } from './errors.ts';
import type { Io } from './io.ts';
import type { Ui } from './log-ui.ts';
import { nextSteps, wayTo, type Plan } from './report.ts';
import { writeTree } from './write.ts';

/** What was done after writing; `notes` are the lines that a person was told besides. */
export interface Execution {
  readonly git: boolean;
  readonly installed: boolean;
  readonly notes: readonly string[];
}

/** Writes the plan, then git and install as answered. Throws before writing where a tool is missing, after it where the install fails. */
export async function execute(plan: Plan, ui: Ui, io: Io): Promise<Execution> {
  if (plan.answers.install) await refuseMissingTools(plan);
  const missed = missedTools(plan.stack, plan.find);
  missed.forEach((line) => ui.warn(line));
  await ui.step('Writing', `${plan.tree.size} files in ${wayTo(plan)}`, () =>
    writeTree(plan.tree, plan.target, io.signal),
  );
  const git = plan.answers.git ? await startGit(plan, ui) : { git: false, notes: [] };
  if (plan.answers.install) await installAll(plan, ui, io);
  ui.outro(`${plan.stack.project.title} is ready.`, nextSteps(plan));
  return { ...git, notes: [...missed, ...git.notes], installed: plan.answers.install };
}

async function refuseMissingTools(plan: Plan): Promise<void> {
  const { missingTools } = await import('./finish.ts');
  const missing = await missingTools(plan.parts);
  if (missing.length > 0)
    throw new Refusal(missing.join('\n'), 'Install that, or write the repository alone with --no-install.');
}

async function startGit(plan: Plan, ui: Ui): Promise<Pick<Execution, 'git' | 'notes'>> {
  const { startGit: start } = await import('./finish.ts');
  const { done, note } = await start(plan.target.directory, plan.version);
  if (note !== undefined) ui.warn(note);
  return { git: done, notes: note === undefined ? [] : [note] };
}

async function installAll(plan: Plan, ui: Ui, io: Io): Promise<void> {
  const { install, InstallFailure } = await import('./finish.ts');
  const later = `The repository is written. Go on with: ${plan.target.directory === plan.cwd ? '' : `cd ${quote(wayTo(plan))} && `}npm start`;
  try {
    await ui.step('Installing the dependencies', 'Dependencies installed', () =>
      install(plan.target.directory, io.signal),
    );
  } catch (error) {
    if (io.signal.aborted) throw new Refusal('Stopped while installing.', later, cancelled().exitCode);
    if (!(error instanceof InstallFailure)) throw error;
    ui.note('The end of the output of the install', error.output);
    throw new Refusal(`Installing failed: ${error.message}`, later);
  }
}
