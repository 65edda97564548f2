import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What ran, what failed, what was left out; its last line adds it up. */
export class Tally {
  #passed = 0;
  #failed = 0;
  #leftOut = [];
  #scratch;

  constructor(scratch) {
    this.#scratch = scratch;
  }

  /** Runs one vitest configuration, or the files of it that `filters` name; answers whether it passed. */
  vitest(title, config, env = {}, filters = []) {
    console.log(`\n── ${title}`);
    const report = join(this.#scratch, `${title.replace(/\W+/g, '-')}.json`);
    const args = [
      'node_modules/vitest/vitest.mjs',
      'run',
      ...filters,
      '--config',
      config,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ];
    const { status } = spawnSync(process.execPath, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    });
    this.#count(title, report, status);
    return status === 0;
  }

  /** A tool that some tests need: its value, or `undefined` and a line in the summary. */
  tool(name, { value, why }) {
    if (value === undefined) this.#leftOut.push(`${name}: ${why}`);
    return value;
  }

  /** Prints the summary and sets the exit code. */
  close() {
    for (const line of this.#leftOut) console.log(`Left out, as this machine has no ${line}`);
    if (process.env.REQUIRE_ALL && this.#leftOut.length > 0) this.#failed += this.#leftOut.length;
    console.log(`${this.#passed} passed, ${this.#failed} failed`);
    process.exitCode = this.#failed > 0 ? 1 : 0;
  }

  #count(title, report, status) {
    const {
      numPassedTests = 0,
      numFailedTests = 0,
      numPendingTests = 0,
    } = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {};
    this.#passed += numPassedTests;
    // A file that can't be loaded fails without a failed test.
    this.#failed += numFailedTests || (status === 0 ? 0 : 1);
    if (numPendingTests > 0) this.#leftOut.push(`means for ${numPendingTests} tests of ${title}: see there`);
  }
}
