import { writeSync } from 'node:fs';

/** Ends a run with one plain line, `412 passed, 0 failed`. A spec file that could not be run at all counts as one failure. */
export default class ClosingLineReporter {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests > 0 ? `, ${results.numPendingTests} skipped` : '';
    const line = `${results.numPassedTests} passed, ${failed} failed${skipped}\n`;
    // Other reporters still write after this; the line is to be the last.
    process.on('exit', () => writeSync(1, line));
  }
}
