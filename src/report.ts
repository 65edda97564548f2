import { relative } from 'node:path';
import { shown } from './answers.ts';
import { asArgument, quote } from './replay.ts';
import type { Find } from './catalog.ts';
import { isSaid, questions, type Answers } from './options.ts';
import { lasting } from './record.ts';
import { pointsOf } from './recommend/prose.ts';
import { portOf, type Part } from './render/parts.ts';
import { chosenIn, type Stack } from './stack.ts';
import type { Target } from './target.ts';
import { drawTree, hashes, type Tree } from './tree.ts';

/** All that is settled before the first byte is written. */
export interface Plan {
  readonly answers: Answers;
  readonly stack: Stack;
  readonly target: Target;
  readonly parts: readonly Part[];
  readonly tree: Tree;
  readonly find: Find;
  readonly version: string;
  /** The command line that gives the same repository again. */
  readonly command: string;
  readonly cwd: string;
}

/** The way from the current directory to the new one, as it is typed. */
export const wayTo = ({ target, cwd }: Plan): string => asArgument(relative(cwd, target.directory)) || '.';

/** What a person sees before saying yes. */
export function summaryLines(plan: Plan): readonly string[] {
  const rows = questions
    .filter(({ key }) => key !== 'directory')
    .map((question) => ({ question, value: plan.answers[question.key] }))
    .filter(({ question, value }) => !('profile' in question) || isSaid(question, value));
  return [
    ...rows.map(({ question: { key }, value }) => `${key.padEnd(12)} ${shown(value)}${remark(key, plan)}`),
    '',
    `${plan.tree.size} files in ${plan.target.directory}`,
  ];
}

function remark(key: string, { stack }: Plan): string {
  const remarks = [...(key === 'backend' ? overruling(stack) : []), ...needing(key, stack)];
  return remarks.map((text) => ` (${text})`).join('');
}

// A choice against the score is shown as one, before it is written and recorded.
function overruling({ decision: { overruledBy, recommended } }: Stack): readonly string[] {
  if (overruledBy === undefined) return [];
  return [overruledBy === 0 ? `as good as ${recommended}` : `overrules ${recommended} by ${pointsOf(overruledBy)}`];
}

// So is an answer that another one needs.
const needing = (key: string, stack: Stack): readonly string[] =>
  chosenIn(stack).flatMap(({ name, manifest }) => {
    const needed = manifest.requires?.[key];
    return needed === undefined ? [] : [`${name} needs ${needed.join(' or ')}`];
  });

/** What to type next, with what it does. */
export function nextSteps(plan: Plan): readonly string[] {
  const way = wayTo(plan);
  const ports = plan.parts.map((part) => `${part.title} on http://localhost:${portOf(part).default}`);
  return [
    ...(way === '.' ? [] : [`cd ${quote(way)}`]),
    `npm start    starts ${ports.join(' and ')}`,
    'npm test     runs every test',
  ];
}

/** What --dry-run prints: the tree, and what would come after. */
export const planLines = (plan: Plan): readonly string[] => [
  `${wayTo(plan)}/`,
  ...drawTree([...plan.tree.keys()]),
  '',
  `${plan.tree.size} files, nothing written (--dry-run).`,
];

/** What --json prints, but for what came of git and install. */
export function reportOf(plan: Plan): object {
  const sums = hashes(plan.tree);
  return {
    directory: plan.target.directory,
    stack: lasting(plan.answers),
    decision: plan.stack.decision,
    files: [...plan.tree].map(([path, file]) => ({
      path,
      bytes: file.content.length,
      ...(file.secret ? { secret: true } : { sha256: sums[path] }),
    })),
    nextSteps: nextSteps(plan).map((line) => line.split('    ')[0]),
    command: plan.command,
  };
}
