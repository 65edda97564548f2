// What a report of vitest's, as JSON, says of a suite.
import { readFileSync } from 'node:fs';

/**
 * @typedef {{ status: string, fullName: string, failureMessages: readonly string[] }} Assertion
 * @typedef {{ numPassedTests?: number, numFailedTests?: number, numPendingTests?: number, testResults?: readonly { assertionResults: readonly Assertion[] }[] }} Report
 * @typedef {{ passed: number, failed: number, skipped: number, retried: readonly string[] }} Counts
 */

/**
 * @param {string} path
 * @param {number | null} status of the process
 * @returns {Counts}
 */
export function countsIn(path, status) {
  const report = readReport(path);
  const { numPassedTests: passed = 0, numFailedTests = 0, numPendingTests: skipped = 0 } = report;
  // A file that cannot be loaded fails without a failed test; a run without tests proves nothing.
  const failed = numFailedTests || (status === 0 && passed > 0 ? 0 : 1);
  return { passed, failed, skipped, retried: retriedIn(report) };
}

/** @returns {Report} */
function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return {};
  }
}

/**
 * The tests that passed after a failure, each with the failure: vitest counts them as passed.
 * @param {Report} report
 */
export const retriedIn = ({ testResults = [] }) =>
  testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status, failureMessages }) => status === 'passed' && failureMessages.length > 0)
    .map(({ fullName, failureMessages }) => `${fullName}: ${failureMessages[0]?.split('\n')[0]}`);
