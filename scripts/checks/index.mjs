import { deadCode } from './dead-code.mjs';
import { format } from './format.mjs';
import { laws } from './laws.mjs';
import { lint } from './lint.mjs';
import { sizes } from './sizes.mjs';
import { types } from './types.mjs';

// Longest first: two run at a time.
const CHECKS = [lint, types, deadCode, laws, format, sizes];

/** Runs every check, two at a time, says how each ended, and resolves to `{ passed, failed }`. A check that inspected nothing has failed. */
export async function runChecks() {
  const waiting = [...CHECKS];
  const counts = { passed: 0, failed: 0 };
  const worker = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const ok = report(check.name, await outcomeOf(check));
      counts[ok ? 'passed' : 'failed'] += 1;
    }
  };
  await Promise.all([worker(), worker()]);
  return counts;
}

async function outcomeOf(check) {
  const start = performance.now();
  const outcome = await check.run().catch((error) => ({ inspected: 0, problems: error.stack ?? String(error) }));
  return { ...outcome, seconds: (performance.now() - start) / 1000 };
}

function report(name, { inspected, unit, problems, seconds }) {
  const complaint = problems.trim() || (inspected > 0 ? '' : 'It inspected nothing, so it says nothing.');
  console.log(`${complaint ? '✗' : '✓'} ${name}: ${inspected} ${unit ?? 'files'}, ${seconds.toFixed(1)} s`);
  if (complaint) console.log(complaint.replace(/^/gm, '    '));
  return complaint === '';
}
