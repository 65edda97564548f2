import { relative } from 'node:path';
import { shown } from './answers.ts';
import { asArgument, quote } from './command-line.ts';
import type { Answers } from './options.ts';
import { lasting } from './record.ts';
import { portOf, type Part } from './render/parts.ts';
import type { Stack } from './stack.ts';
import type { Target } from './target.ts';
import { drawTree, hashes, type Tree } from './tree.ts';

/** All that is settled before the first byte is written. */
export interface Plan {
  readonly answers: Answers;
  readonly stack: Stack;
  readonly target: Target;
  readonly parts: readonly Part[];
  readonly tree: Tree;
  readonly version: string;
  /** The command line that gives the same repository again. */
  readonly command: string;
  readonly cwd: string;
}

/** The way from the current directory to the new one, as it is typed. */
export const wayTo = ({ target, cwd }: Plan): string => asArgument(relative(cwd, target.directory)) || '.';

/** What a person sees before saying yes. */
export function summaryLines(plan: Plan): readonly string[] {
  const { name, description, owner, license, backend, frontend, database, ci, deploy, git, install } = plan.answers;
  const rows = { name, description, owner, license, backend, frontend, database, ci, deploy, git, install };
  return [
    ...Object.entries(rows).map(([key, value]) => `${key.padEnd(12)} ${shown(value)}`),
    '',
    `${plan.tree.size} files in ${plan.target.directory}`,
  ];
}

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
    files: [...plan.tree].map(([path, file]) => ({
      path,
      bytes: file.content.length,
      ...(file.secret ? { secret: true } : { sha256: sums[path] }),
    })),
    nextSteps: nextSteps(plan).map((line) => line.split('    ')[0]),
    command: plan.command,
  };
}
