// npm test: set-up where needed, the checks, then the tests. npm test -- test/ledger: those tests only.
import { runChecks } from './checks/index.mjs';
import { build } from './setup/build.mjs';
import { install } from './setup/install.mjs';
import { runTests } from './tests.mjs';

const chosen = process.argv.slice(2);
try {
  await install('develop');
  await build();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.log('0 passed, 1 failed');
  process.exit(1);
}
const checks = chosen.length > 0 ? { passed: 0, failed: 0 } : await runChecks();
const tests = await runTests(chosen);
const [passed, failed] = [checks.passed + tests.passed, checks.failed + tests.failed];
process.exitCode = failed > 0 ? 1 : 0;
console.log(`${passed} passed, ${failed} failed${tests.skipped > 0 ? `, ${tests.skipped} skipped` : ''}`);
