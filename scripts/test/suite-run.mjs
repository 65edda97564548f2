import { draw, oldest, openLedger, whyRun } from './ledger.mjs';
import { execute } from './execute.mjs';
import { inputsOf, keyOf } from './key.mjs';
import { RepositoryMaker } from './repository-maker.mjs';
import { progress } from './progress.mjs';
import { runAll } from './schedule.mjs';
import { Toolbox } from './toolbox.mjs';
import { versionsOf } from './versions.mjs';

/**
 * @typedef {import('./types.ts').Step} Step
 * @typedef {import('./types.ts').Entry} Entry
 * @typedef {import('./types.ts').Outcome} Outcome
 * @typedef {import('./execute.mjs').Executed} Executed
 * @typedef {{ inputs: Readonly<Record<string, string>> | undefined, entry: Entry | undefined, drawn: boolean, why: string | undefined }} Decision
 *   `why` it has to run; `entry` counts otherwise
 */

export const LEDGER = 'docs/proven';

/** One run of some steps. */
export class Run {
  /** @type {Outcome[]} in the order in which they ended */
  outcomes = [];
  #steps;
  #plan;
  #scratch;
  #options;
  #tools;
  #versions;
  #maker;
  #ledger;
  /** @type {Map<string, Entry>} */
  #entries = new Map();
  /** @type {ReadonlySet<string>} */
  #drawn = new Set();
  /** @type {Map<Step, Decision>} */
  #decisions = new Map();
  #progress;
  #inSteps = 0;

  /**
   * @param {{
   *   steps: readonly Step[], allSteps: readonly Step[], records: boolean, need: (name: string) => Promise<import('./tools.mjs').Found>,
   *   plan: any, scratch: string, cores: number, commit: string, everything?: boolean, keepGoing?: boolean,
   *   ledger?: string, out?: NodeJS.WritableStream,
   * }} options `records`: whether what passes is written to the ledger, a directory; `everything`: nothing counts as
   *   recorded
   */
  constructor({ steps, allSteps, need, plan, scratch, ledger = LEDGER, out, ...options }) {
    this.#steps = steps;
    this.#plan = plan;
    this.#scratch = scratch;
    this.#options = options;
    this.#tools = new Toolbox(need);
    this.#versions = versionsOf(need);
    this.#maker = new RepositoryMaker(allSteps);
    this.#ledger = openLedger(ledger);
    this.#progress = progress(steps.length, out);
  }

  async finish() {
    const entries = this.#ledger.read();
    this.#entries = new Map(entries.map((entry) => [entry.title, entry]));
    const reusable = entries.filter((entry) => entry.reusable).map(({ title }) => title);
    this.#drawn = draw(reusable, this.#options.commit);
    const left = await runAll(this.#steps, {
      cores: this.#options.cores,
      keepGoing: Boolean(this.#options.keepGoing),
      run: (step) => this.#run(step),
      canRun: (step) => this.#canRun(step),
      seconds: ({ title, seconds = 60 }) => this.#entries.get(title)?.seconds ?? seconds,
    });
    this.#progress.stop();
    for (const step of left) this.outcomes.push(unrun(step));
  }

  /** Whether every step passed, now or on record. */
  get isComplete() {
    return this.outcomes.every(({ result }) => result === 'passed' || result === 'recorded');
  }

  get skipped() {
    return [
      ...this.#tools.missing,
      ...(this.#inSteps > 0 ? [`${this.#inSteps} tests inside of steps: see there`] : []),
    ];
  }

  /** How many things are missing that this run may not do without. */
  get lacking() {
    return process.env.REQUIRE_ALL ? this.#tools.lacking + this.#inSteps : 0;
  }

  /** Age in days of the oldest proof that this run counts. */
  get oldest() {
    const counted = this.outcomes.filter(({ result }) => result === 'recorded');
    return oldest(
      counted.flatMap(({ step }) => this.#entries.get(step.title) ?? []),
      new Date(),
    );
  }

  /** @param {Step} step */
  async #canRun(step) {
    if (!(await this.#tools.has(step))) return false;
    this.#decisions.set(step, await this.#decide(step));
    return true;
  }

  /**
   * @param {Step} step
   * @returns {Promise<Decision>}
   */
  async #decide(step) {
    const inputs = this.#options.records
      ? await inputsOf(step, { renderer: this.#plan, versions: this.#versions })
      : undefined;
    const entry = this.#entries.get(step.title);
    if (this.#options.everything) return { inputs, entry, drawn: false, why: 'everything runs' };
    const why = whyRun(entry, inputs, new Date());
    const drawn = why === undefined && this.#drawn.has(step.title);
    return { inputs, entry, drawn, why: drawn ? 'drawn' : why };
  }

  /** @param {Step} step */
  async #run(step) {
    const { why, entry } = this.#decisionOf(step);
    if (why === undefined && entry !== undefined) return this.#end(onRecord(step, entry), `✓ ${step.title}: recorded`);
    this.#progress.started(step.title);
    const executed = await this.#execute(step);
    if (executed.result === 'failed') this.#progress.say(`\n${executed.output}`);
    return this.#end(executed, lineOf(executed));
  }

  /**
   * @param {Step} step
   * @returns {Promise<Executed>}
   */
  async #execute(step) {
    const env = await this.#tools.environment(step);
    const before = this.#isOnDisk(step.follows) ? undefined : await this.#maker.make(step.follows, env);
    if (before !== undefined)
      return {
        step,
        result: 'failed',
        passed: 0,
        failed: 1,
        skipped: 0,
        retried: [],
        wall: 0,
        cpu: undefined,
        output: before,
      };
    const executed = await execute(step, env, this.#scratch);
    this.#inSteps += executed.skipped;
    this.#record(executed);
    return executed;
  }

  /**
   * Whether this run has left what a step follows: one that was recorded, or is not part of the run, left nothing.
   * @param {string | undefined} title
   */
  #isOnDisk(title) {
    return title === undefined || this.outcomes.some(({ step, result }) => step.title === title && result === 'passed');
  }

  /**
   * @param {Outcome} outcome
   * @param {string} line
   */
  #end(outcome, line) {
    this.outcomes.push(outcome);
    this.#progress.ended(outcome.step.title, line);
    return outcome.result !== 'failed';
  }

  /** @param {Executed} executed */
  #record({ step, result, passed, wall, skipped, retried }) {
    if (!this.#options.records) return;
    const { inputs, drawn } = this.#decisionOf(step);
    if (result === 'failed') {
      this.#strike(step, drawn);
      return;
    }
    if (inputs === undefined && step.proof === undefined) return;
    const reusable = inputs !== undefined && skipped === 0 && retried.length === 0;
    const about = { title: step.title, suite: suiteOf(step), key: keyOf(inputs ?? {}), inputs: inputs ?? {}, reusable };
    const run = { passed, seconds: Math.round(wall), commit: this.#options.commit, date: new Date().toISOString() };
    this.#ledger.write({ ...about, ...(step.proof && { proof: step.proof }), ...run });
  }

  /**
   * A step that fails is no longer proven; where its proof still counted, no other of its suite can be trusted either.
   * @param {Step} step
   * @param {boolean} drawn
   */
  #strike(step, drawn) {
    const suite = suiteOf(step);
    this.#ledger.strike((entry) => entry.title === step.title || (drawn && entry.suite === suite));
    if (!drawn) return;
    this.outcomes = this.outcomes.map((outcome) =>
      outcome.result === 'recorded' && suiteOf(outcome.step) === suite ? unrun(outcome.step) : outcome,
    );
    this.#progress.say(`The proof of "${step.title}" is wrong: all proofs of ${suite} are removed from ${LEDGER}.`);
  }

  /** @param {Step} step */
  #decisionOf(step) {
    return this.#decisions.get(step) ?? { inputs: undefined, entry: undefined, drawn: false, why: 'undecided' };
  }
}

/** @param {Step} step */
const suiteOf = ({ run, title }) => ('config' in run ? run.config : title);

/** @type {(step: Step) => Outcome} */
const unrun = (step) => ({ step, result: 'skipped', passed: 0, failed: 0, wall: 0, cpu: undefined, retried: [] });

/** @type {(step: Step, entry: Entry) => Outcome} */
const onRecord = (step, { passed }) => ({ ...unrun(step), result: 'recorded', passed });

/** @param {Executed} executed */
const lineOf = ({ step, result, passed, failed, wall }) =>
  `${result === 'passed' ? '✓' : '✗'} ${step.title}: ${passed} passed, ${failed} failed (${Math.round(wall)} s)`;
