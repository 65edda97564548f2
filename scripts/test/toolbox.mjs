import { TOOLS } from './tools.mjs';

/**
 * @typedef {import('./types.ts').Step} Step
 * @typedef {import('./tools.mjs').Found} Found
 */

/** Which tools the steps of a run have, and which were missing. */
export class Toolbox {
  #need;
  /** @type {Map<string, string>} tool → why it is missing */
  #missing = new Map();
  /** @type {Map<string, number>} tool → steps that were skipped for it */
  #skipped = new Map();

  /** @param {(name: string) => Promise<Found>} need */
  constructor(need) {
    this.#need = need;
  }

  /** A line for each missing tool. */
  get missing() {
    return [...this.#missing].map(([name, why]) => {
      const count = this.#skipped.get(name) ?? 0;
      const lost = count === 0 ? 'parts of steps' : count === 1 ? '1 step' : `${count} steps`;
      return `${lost}, as this machine has no ${titleOf(name)}: ${why}`;
    });
  }

  /** How many missing tools are not among those that MAY_LACK names. */
  get lacking() {
    const allowed = (process.env.MAY_LACK ?? '').split(',');
    return [...this.#missing.keys()].filter((name) => !allowed.includes(titleOf(name))).length;
  }

  /**
   * Whether a step has the tools that it cannot do without.
   * @param {Step} step
   */
  async has(step) {
    const needed = neededBy(step);
    const found = await Promise.all([...needed, ...(step.optional ?? [])].map((name) => this.#look(name)));
    const lacking = needed.filter((_, index) => !found[index]);
    for (const name of lacking) this.#skipped.set(name, (this.#skipped.get(name) ?? 0) + 1);
    return lacking.length === 0;
  }

  /** @param {string} name */
  async #look(name) {
    const found = await this.#need(name);
    if ('why' in found) this.#missing.set(name, found.why);
    return 'value' in found;
  }

  /**
   * The variables that lead to a step's tools.
   * @param {Step} step
   * @returns {Promise<Readonly<Record<string, string>>>}
   */
  async environment(step) {
    const found = await Promise.all([...neededBy(step), ...(step.optional ?? [])].map((name) => this.#need(name)));
    return Object.assign({}, ...found.map((each) => ('value' in each ? each.value : {})));
  }
}

/**
 * Every suite runs on the packed package.
 * @param {Step} step
 */
const neededBy = ({ run, tools = [] }) => ('config' in run ? ['package', ...tools] : tools);

/** @param {string} name */
const titleOf = (name) => TOOLS[name]?.title ?? name;
