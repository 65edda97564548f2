import type { Found } from './inspect.ts';
import type { Level } from '../level.ts';
import type { Combination } from './stacks.ts';

/** `unchanged`: an earlier run has proven the very same files; `skipped`: something that it needs is not there. */
export type Result = 'passed' | 'failed' | 'unchanged' | 'skipped';

/** What came of one stack. */
export interface Outcome {
  readonly stack: Combination;
  readonly result: Result;
  readonly seconds: number;
  /** SHA-256 of all paths and contents but secrets. */
  readonly sha256: string;
  readonly findings: readonly Found[];
  /** What failed, or what was missing, with the end of its output. */
  readonly failure?: Failure;
  /** Where the repository was kept. */
  readonly kept?: string | undefined;
}

export interface Failure {
  /** `npm test`, `the journey`. */
  readonly step: string;
  readonly output: readonly string[];
}

/** All of a run. */
export interface Run {
  readonly level: Level;
  readonly outcomes: readonly Outcome[];
  readonly seconds: number;
  /** Checks that this machine could not do, with the reason. */
  readonly skipped: readonly string[];
  /** What was chosen of how many stacks, in words. */
  readonly selection: string;
}

export const count = ({ outcomes }: Run, result: Result): number =>
  outcomes.filter((each) => each.result === result).length;
