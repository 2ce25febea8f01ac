import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ForcedAway, type HistoryCase, judgeHistory } from '../../src/controls/index.js';
import { rewrittenHistory as rule } from '../../src/controls/rewritten-history.js';
import type { Instant } from '#contract';
import { sha } from '../correlate/commits.js';
import { second, span } from '../correlate/runs.js';
import { policyWith } from '../setup/policy.js';
import { upTo } from './case.js';

const COMMIT = `commit:a:1:${sha(3)}`;
/** Forced away in second 50; read up to the end of that second and the skew of a minute. */
const READ = second(111);

const forced = (part: Partial<ForcedAway> = {}): ForcedAway => ({
  ...{ sha: sha(3), deployments: ['deployment:a:1'], mergedFrom: [], branch: 'main', at: span(50), isThere: 'NO', events: [7] },
  ...part,
});

function history(commits: readonly ForcedAway[], read: Instant | null = READ): HistoryCase {
  const known = read === null ? null : upTo(read);
  return {
    repository: 'repository:a:1',
    repositoryName: 'acme/pay',
    releaseBranches: ['main'],
    inForce: { policy: policyWith({ rules: { [rule.info.id]: { enabled: true } } }), beforePolicy: false },
    commits,
    branches: { scope: 'repository:a:1', label: 'branches of acme/pay', collection: 'branches', known },
    at: second(1_000),
  };
}
const answer = (part: Partial<ForcedAway>, read?: Instant | null) => rule.judgeHistory!(history([forced(part)], read))[0]?.answer;

describe('rewritten-history', () => {
  it.each<readonly [string, Partial<ForcedAway>, Instant | null, string]>([
    ['GAP of what was deployed and is gone', {}, READ, 'GAP'],
    ['GAP of what was merged and is gone', { deployments: [], mergedFrom: [7] }, READ, 'GAP'],
    ['PASS of what stands on a release branch again', { isThere: 'YES' }, READ, 'PASS'],
    ['PASS of what does, whatever was not read', { isThere: 'YES' }, null, 'PASS'],
    ['INDETERMINATE where commits were not read', { isThere: 'UNKNOWN' }, READ, 'INDETERMINATE'],
    ['INDETERMINATE where branches were not read', {}, null, 'INDETERMINATE'],
    ['INDETERMINATE where they were read up to a microsecond less', {}, second(110.999999), 'INDETERMINATE'],
    ['GAP where nobody dates it', { at: null }, null, 'GAP'],
  ])('is %s', (_, part, read, expected) => {
    expect(answer(part, read)).toBe(expected);
  });

  it('is one gap a commit, and says what it was', () => {
    const found = judgeHistory(history([forced({ mergedFrom: [7] }), forced({ sha: sha(4), isThere: 'YES' })]));
    expect(found.map(({ subject, answer: said }) => [subject, said])).toEqual([
      [COMMIT, 'GAP'],
      [`commit:a:1:${sha(4)}`, 'PASS'],
    ]);
    expect(found[0]).toMatchObject({
      sentence: `acme/pay ${sha(3).slice(0, 12)}, which was deployed and merged from #7, was forced away from main, and stands on no release branch.`,
      wouldPassIf: 'main had not been forced, or it had been brought back to a release branch',
      about: [COMMIT, 'deployment:a:1'],
    });
  });

  it('is asked unless policy switches it off', () => {
    const base = history([forced()]);
    const asked = (policy: ReturnType<typeof policyWith>) => judgeHistory({ ...base, inForce: { policy, beforePolicy: false } }).length;
    expect([asked(policyWith({ rules: { 'rewritten-history': { enabled: false } } })), asked(policyWith())]).toEqual([0, 1]);
  });

  it('resolves when the commit is brought back', () => {
    expect([answer({}), answer({ isThere: 'YES' })]).toEqual(['GAP', 'PASS']);
  });

  it('once PASS or GAP stays so whatever the unknown turns out to be', () => {
    const anyTruth = fc.constantFrom<ForcedAway['isThere']>('YES', 'NO', 'UNKNOWN');
    fc.assert(
      fc.property(anyTruth, fc.boolean(), fc.constantFrom<ForcedAway['isThere']>('YES', 'NO'), (isThere, isRead, turnsOut) => {
        const was = answer({ isThere }, isRead ? READ : null);
        const open = isThere === 'UNKNOWN' || (!isRead && isThere === 'NO');
        const is = answer({ isThere: open ? turnsOut : isThere });
        if (was !== 'INDETERMINATE') expect(is).toBe(was);
      }),
    );
  });
});
