// The values that the test runner passes around.

/** Part of a run: a command, or a selection of the tests of one vitest configuration. */
export interface Step {
  /** Unique; `npm test -- WORD` selects by it. */
  readonly title: string;
  /** `fast`: needs only Node.js. `first`: what a plain `npm test` runs besides. `full`: `npm test -- all`. `asked`: only by its name, or at night. */
  readonly tier: 'fast' | 'first' | 'full' | 'asked';
  readonly run: Command | Suite;
  readonly env?: Env;
  /** Names from tools.mjs: without one of them the step is skipped, and the summary says so. */
  readonly tools?: readonly string[];
  /** Used where they are there. */
  readonly optional?: readonly string[];
  /** The title of the step that leaves what this one needs. */
  readonly follows?: string;
  /** Processor cores that it keeps busy; waiting costs nothing. */
  readonly weight?: number;
  /** A browser drops what it is loading when a network appears or disappears: these two never run at once. */
  readonly network?: 'uses' | 'changes';
  readonly minutes?: number;
  /** Seconds that it took when it was last measured, where the ledger does not know. */
  readonly seconds?: number;
  /** Starts what the tests run against. */
  readonly around?: (env: Env) => Promise<Surroundings>;
  /** What it proves by passing. */
  readonly proof?: Proof;
  /** What its verdict depends on besides the tests themselves; without it the step is never recorded. */
  readonly reads?: Reads;
}

export interface Command {
  readonly command: readonly string[];
}

export interface Suite {
  readonly config: string;
  readonly filters?: readonly string[];
  readonly projects?: readonly string[];
}

export type Env = Readonly<Record<string, string>>;

export interface Surroundings {
  readonly env: Env;
  readonly stop: () => Promise<void>;
}

/** `stack` is a stack's name, or `every stack`, or `every stack with docker`. */
export interface Proof {
  readonly stack: string;
  readonly level: 'render' | 'lint' | 'build' | 'test' | 'run';
  /** Ids of the layers that it is about: `backend/flask`. `*` is every one; `ci/*` every one of a kind. */
  readonly layers: readonly string[];
}

export interface Reads {
  /** Rendered repositories: the flags they are made with, and the paths read (all, unless given). */
  readonly rendered?: readonly { readonly flags: readonly string[]; readonly below?: readonly string[] }[];
  /** Files and directories of this repository. */
  readonly files?: readonly string[];
}

/** How a step ended. */
export interface Outcome {
  readonly step: Step;
  readonly result: 'passed' | 'failed' | 'recorded' | 'skipped';
  readonly passed: number;
  readonly failed: number;
  /** Seconds: from start to end, and of processor time (undefined where the platform does not tell). */
  readonly wall: number;
  readonly cpu: number | undefined;
  /** Names of tests that passed only when tried again. */
  readonly retried: readonly string[];
  readonly why?: string;
}

/** One file of docs/proven: that a step passed, and with which inputs. */
export interface Entry {
  readonly title: string;
  readonly suite: string;
  /** SHA-256 of `inputs`. */
  readonly key: string;
  /** SHA-256 of each kind of input, so that a miss can say what changed. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Whether the step may be skipped while its key is the same. */
  readonly reusable: boolean;
  readonly proof?: Proof;
  readonly passed: number;
  readonly seconds: number;
  readonly commit: string;
  /** ISO date of the run. */
  readonly date: string;
}
