import { describe, expect, it } from 'vitest';
import { second } from '../correlate/runs.js';
import { type Plan, upTo } from './case.js';
import { answer, byRule, FIRST, guarded, HOUR, MERGED, merged, READ, START } from './protections.js';

/** Nothing was loosened, and this is how far what went around it was read. */
const bypassesRead = (bypasses: ReturnType<typeof upTo> | null): Plan => guarded({ ...merged(), coverage: { bypasses } }, [FIRST]);

describe('control-weakened where something may have gone around a guard', () => {
  it.each<readonly [string, Plan, string]>([
    ['INDETERMINATE where nobody read what went around it', bypassesRead(null), 'INDETERMINATE'],
    [
      'INDETERMINATE where that was read to a microsecond before the judged moment and the skew',
      bypassesRead(upTo(second(START + 60.999999))),
      'INDETERMINATE',
    ],
    ['PASS where that was read up to the judged moment and the skew', bypassesRead(upTo(READ)), 'PASS'],
    ['INDETERMINATE where that cannot be read', bypassesRead(upTo(FIRST.at.to, 'DENIED', 'HTTP 403')), 'INDETERMINATE'],
    [
      'PASS at GitLab, which keeps no log of what went around it',
      guarded({ ...merged(), coverage: { bypasses: null } }, [{ ...FIRST, tool: 'gitlab' }]),
      'PASS',
    ],
    [
      'GAP where it was loosened, whatever went around it',
      byRule(MERGED - HOUR, MERGED + HOUR, { ...merged(), coverage: { bypasses: null } }),
      'GAP',
    ],
  ])('is %s', (_, plan, expected) => {
    expect(answer(plan)).toBe(expected);
  });
});
