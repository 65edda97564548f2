import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runBounded } from './bounded.mjs';

/** What ran, what failed, what was left out; its last line adds it up. */
export class Tally {
  #passed = 0;
  #failed = 0;
  #failures = [];
  #leftOut = [];
  #triedAgain = [];
  #lacking = 0;
  #steps = [];
  #scratch;

  constructor(scratch) {
    this.#scratch = scratch;
  }

  get hasFailed() {
    return this.#failed > 0;
  }

  /** The steps that ran, `{title, env, passed}`, and what was left out of the run. */
  get steps() {
    return this.#steps;
  }

  get leftOut() {
    return this.#leftOut;
  }

  /**
   * Runs one vitest configuration, or the files of it that `filters` name; answers whether it passed. Its output is shown whole where it
   * fails: several run at once, and what went well is one line.
   */
  async vitest({ title, config, env = {}, filters = [], minutes = 20 }) {
    console.log(`▶ ${title}`);
    const report = join(this.#scratch, `${title.replace(/\W+/g, '-')}.json`);
    const args = ['node_modules/vitest/vitest.mjs', 'run', ...filters, '--config', config];
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const { status, output, seconds } = await runBounded([...args, ...reporters], env, minutes);
    const { passed, failed } = this.#count(title, report, status);
    this.#steps.push({ title, env, passed: status === 0 && passed > 0 });
    if (status !== 0) console.log(output);
    console.log(`${status === 0 ? '✓' : '✗'} ${title}: ${passed} passed, ${failed} failed (${seconds} s)`);
    return status === 0;
  }

  /** Counts as failed what could not even begin. */
  fail(title, error) {
    this.#failed += 1;
    this.#failures.push(title);
    this.#steps.push({ title, env: {}, passed: false });
    console.log(`✗ ${title}: ${error.message}`);
  }

  /** A tool that some tests need: its value, or `undefined` and a line in the summary. MAY_LACK names those that REQUIRE_ALL does not ask for. */
  tool(name, { value, why }) {
    if (value === undefined) this.#leftOut.push(`${name}: ${why}`);
    if (value === undefined && !(process.env.MAY_LACK ?? '').split(',').includes(name)) this.#lacking += 1;
    return value;
  }

  /** Prints the summary and sets the exit code. */
  close() {
    for (const line of this.#leftOut) console.log(`Left out, as this machine has no ${line}`);
    for (const line of this.#triedAgain) console.log(`Passed only when tried again: ${line}`);
    if (process.env.REQUIRE_ALL) this.#failed += this.#lacking;
    if (this.#failures.length > 0) console.log(`Failed: ${this.#failures.join('; ')}`);
    console.log(`${this.#passed} passed, ${this.#failed} failed`);
    process.exitCode = this.#failed > 0 ? 1 : 0;
  }

  #count(title, report, status) {
    const result = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {};
    const { numPassedTests: passed = 0, numFailedTests = 0, numPendingTests = 0 } = result;
    // A file that can't be loaded fails without a failed test.
    const failed = numFailedTests || (status === 0 ? 0 : 1);
    this.#passed += passed;
    this.#failed += failed;
    if (failed > 0) this.#failures.push(title);
    this.#triedAgain.push(...triedAgain(result).map((name) => `${title}, ${name}`));
    if (numPendingTests > 0) this.#leftOut.push(`means for ${numPendingTests} tests of ${title}: see there`);
    if (numPendingTests > 0) this.#lacking += 1;
    return { passed, failed };
  }
}

/** The tests of a report of vitest's, as JSON, that passed after a failure, each with what that was: vitest counts them as passed. */
export function triedAgain({ testResults = [] }) {
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status, failureMessages }) => status === 'passed' && failureMessages.length > 0)
    .map(({ fullName, failureMessages }) => `${fullName}: ${failureMessages[0].split('\n')[0]}`);
}
