/**
 * @typedef {import('./types.ts').Step} Step
 * @typedef {{
 *   cores: number,
 *   run: (step: Step) => Promise<boolean>,
 *   canRun: (step: Step) => Promise<boolean>,
 *   keepGoing: boolean,
 *   seconds: (step: Step) => number,
 * }} Options `run` resolves to whether the step passed, `canRun` to whether its tools are there
 */

/**
 * Runs steps side by side: as many as fit the cores, the longest way to the end first. A step starts once the one it follows has passed and its
 * tools are there. After a failure nothing new starts, unless `keepGoing`.
 * @param {readonly Step[]} steps
 * @param {Options} options
 * @returns {Promise<readonly Step[]>} the steps that never started
 */
export function runAll(steps, options) {
  return new Schedule(steps, options).finish();
}

class Schedule {
  #waiting;
  /** @type {Set<Step>} */
  #running = new Set();
  /** @type {Set<Step>} */
  #ready = new Set();
  /** @type {Step[]} */
  #dropped = [];
  /** @type {Set<string>} titles of the steps that others still have to wait for */
  #pending;
  #hasFailed = false;
  #options;
  /** @type {(steps: readonly Step[]) => void} */
  #resolve = () => {};

  /**
   * @param {readonly Step[]} steps
   * @param {Options} options
   */
  constructor(steps, options) {
    this.#options = options;
    this.#waiting = new Set(byRemainingTime(steps, options.seconds));
    this.#pending = new Set(steps.map(({ title }) => title));
  }

  /** @returns {Promise<readonly Step[]>} */
  finish() {
    for (const step of this.#waiting) void this.#lookUp(step);
    return new Promise((resolve) => {
      this.#resolve = resolve;
      this.#advance();
    });
  }

  /** @param {Step} step */
  async #lookUp(step) {
    if (await this.#options.canRun(step)) this.#ready.add(step);
    else this.#drop(step);
    this.#advance();
  }

  #advance() {
    const mayStart = !this.#hasFailed || this.#options.keepGoing;
    if (mayStart) [...this.#waiting].filter((step) => this.#canStart(step)).forEach((step) => this.#start(step));
    const isOver = this.#waiting.size === 0 || !mayStart;
    if (isOver && this.#running.size === 0) this.#resolve([...this.#dropped, ...this.#waiting]);
  }

  // Asked again for each step, as the one before may have started.
  /** @param {Step} step */
  #start(step) {
    if (!this.#canStart(step)) return;
    this.#waiting.delete(step);
    this.#running.add(step);
    void this.#options.run(step).then((passed) => {
      this.#running.delete(step);
      this.#pending.delete(step.title);
      if (!passed) this.#fail(step);
      this.#advance();
    });
  }

  /** @param {Step} step */
  #fail(step) {
    this.#hasFailed = true;
    this.#dropFollowers(step);
  }

  /** @param {Step} step */
  #drop(step) {
    this.#waiting.delete(step);
    this.#pending.delete(step.title);
    this.#dropped.push(step);
    this.#dropFollowers(step);
  }

  /** @param {Step} step */
  #dropFollowers({ title }) {
    [...this.#waiting].filter(({ follows }) => follows === title).forEach((step) => this.#drop(step));
  }

  /** @param {Step} step */
  #canStart(step) {
    const hasTurn = this.#ready.has(step) && !this.#pending.has(step.follows ?? '') && this.#isItsTier(step);
    return hasTurn && this.#fitsNetwork(step) && this.#fitsCores(step);
  }

  /**
   * Every step of the fast tier starts before any other: a heavy one would wait for ever beside light ones.
   * @param {Step} step
   */
  #isItsTier({ tier }) {
    return tier === 'fast' || ![...this.#waiting].some((other) => other.tier === 'fast');
  }

  /**
   * A browser step never runs beside one that changes networks. The latter wait until no browser step is left, as one that came in between
   * would have to wait for all of them; and they run one at a time.
   * @param {Step} step
   */
  #fitsNetwork({ network }) {
    const running = [...this.#running];
    if (network === 'uses') return !running.some((other) => other.network === 'changes');
    if (network !== 'changes') return true;
    return ![...running, ...this.#waiting].some((other) => other.network === 'uses') && !running.some(isChanging);
  }

  /** @param {Step} step */
  #fitsCores(step) {
    const busy = [...this.#running].reduce((sum, each) => sum + weightOf(each), 0);
    return busy === 0 || busy + weightOf(step) <= this.#options.cores;
  }
}

/** @param {Step} step */
const weightOf = ({ weight = 1 }) => weight;

/** @param {Step} step */
const isChanging = ({ network }) => network === 'changes';

/**
 * Steps of the fast tier first, as they are the cheapest way to a failure; then by the seconds that they and what follows them take.
 * @param {readonly Step[]} steps
 * @param {(step: Step) => number} seconds
 */
function byRemainingTime(steps, seconds) {
  /** @type {(step: Step) => number} */
  const remaining = (step) =>
    seconds(step) + Math.max(0, ...steps.filter(({ follows }) => follows === step.title).map(remaining));
  /** @param {Step} step */
  const rank = (step) => (step.tier === 'fast' ? Number.MAX_SAFE_INTEGER : remaining(step));
  return [...steps].sort((a, b) => rank(b) - rank(a));
}
