import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAttached } from './setup/child.mjs';
import { inRoot } from './setup/root.mjs';

/** Runs vitest and counts; a run that broke without a failed test, or ran none, counts as one failure. */
export async function runTests(chosen) {
  const folder = await mkdtemp(join(tmpdir(), 'changeline-tests-'));
  try {
    const results = join(folder, 'results.json');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
    const code = await runAttached(process.execPath, [inRoot('node_modules/vitest/vitest.mjs'), 'run', ...reporters, ...chosen]);
    return countsOf(code, await readFile(results, 'utf8').catch(() => '{}'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function countsOf(code, json) {
  const { numPassedTests: passed = 0, numFailedTests = 0, numPendingTests: skipped = 0, numTodoTests = 0 } = JSON.parse(json);
  const broken = numFailedTests === 0 && (code !== 0 || passed === 0);
  return { passed, failed: broken ? 1 : numFailedTests, skipped: skipped + numTodoTests };
}
