import { describe, expect, it } from 'vitest';
import { plusMs } from '#contract';
import { postHocApproval } from '../../src/controls/post-hoc-approval.js';
import type { DecisionFact } from '../../src/correlate/index.js';
import { second } from '../correlate/runs.js';
import { answers, at, by, only, requiring, undated } from './authorised.js';
import { HOUR, IMPLEMENTATION, MINUTE, START } from './implementation.js';

describe('whether an approval came before the start', () => {
  it.each<readonly [string, string, readonly DecisionFact[]]>([
    [
      'came 60 s and a microsecond before, by another clock',
      'PPP',
      [at(-61, { at: { from: second(START - 61), to: plusMs(second(START - 60), -0.001) } })],
    ],
    ['came 60 s before, by another clock', 'PIP', [at(-61)]],
    ['came 60 s after, by another clock', 'PIP', [at(61)]],
    [
      'came 60 s and a microsecond after, by another clock',
      'PGP',
      [at(61, { at: { from: plusMs(second(START + 61), 0.001), to: second(START + 62) } })],
    ],
    ['came in the second before, by the same clock', 'PPP', [at(-1, { source: 'a' })]],
    ['came in the same second, by the same clock', 'PIP', [at(0, { source: 'a' })]],
    ['came in the second after, by the same clock', 'PGP', [at(1, { source: 'a' })]],
    ['has no time and was read 61 s before the start', 'PPP', [undated(-HOUR, -61)]],
    ['has no time and the same source, but was read with the clock of the hub', 'PIP', [undated(-HOUR, -1, { source: 'a' })]],
    ['has no time and may lie on either side', 'PIP', [undated(-HOUR, HOUR)]],
    ['has no time, and was revoked after', 'PIP', [undated(-HOUR, 200), at(300, { decision: 'REVOKED' })]],
    ['has no time, and was perhaps revoked before', 'III', [undated(-HOUR, 200), undated(-HOUR, 200, { decision: 'REVOKED', seq: 7 })]],
    ['has no time, and another approved before', 'PPP', [undated(-HOUR, HOUR), by('bo', -HOUR)]],
    ['was revoked in the same second without a sequence', 'IPI', [at(-HOUR), at(-HOUR, { decision: 'REVOKED', seq: 7 })]],
    [
      'was revoked in the same second, later by its sequence',
      'GPG',
      [at(-HOUR, { sequence: '9' }), at(-HOUR, { decision: 'REVOKED', sequence: '10' })],
    ],
    [
      'was given in the same second, later by its sequence',
      'PPP',
      [at(-HOUR, { sequence: '10' }), at(-HOUR, { decision: 'REVOKED', sequence: '9' })],
    ],
    [
      'was given and revoked in one second after, in this order by its sequence',
      'PGP',
      [at(200, { sequence: '9' }), at(200, { decision: 'REVOKED', sequence: '10' })],
    ],
    ['was revoked, as a reading within the skew of it says', 'IPI', [at(-100), undated(-98, -62, { decision: 'REVOKED', seq: 7 })]],
    [
      'was revoked in the same second, and somebody was asked after',
      'IPI',
      [at(-HOUR), at(-HOUR, { decision: 'REVOKED', seq: 7 }), at(HOUR, { decision: 'REQUESTED' })],
    ],
    ['is told twice of the same second', 'PPP', [at(-HOUR), at(-HOUR, { seq: 7 })]],
    ['was handed over about the start, one before the other ended', 'PPP', [at(-HOUR), by('bo', 0), at(1, { decision: 'REVOKED' })]],
    [
      'is one of nine that have no time',
      'PIP',
      ['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7', 'a8', 'ana'].map((name) => undated(-HOUR, HOUR, { approver: `person:${name}` })),
    ],
    [
      'has no time and was revoked, as eight others who rejected have none',
      'III',
      [
        ...['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7', 'a8'].map((name) =>
          undated(-HOUR, HOUR, { approver: `person:${name}`, decision: 'REJECTED', seq: 1 }),
        ),
        undated(-HOUR, HOUR, { sequence: '1', seq: 8 }),
        undated(-HOUR, HOUR, { decision: 'REVOKED', sequence: '2', seq: 9 }),
      ],
    ],
    ['was perhaps rejected after', 'GPI', [at(0, { decision: 'REJECTED' })]],
  ])('where the approval %s: %s', (_, expected, decisions) => {
    expect(answers({ decisions })).toBe(expected);
  });

  it('says how much earlier the approval would have had to come, and rests on its events', () => {
    const found = only(postHocApproval, { decisions: [at(13 * MINUTE - 1, { source: 'a', seq: 77 })] });
    expect(found).toMatchObject({ subject: IMPLEMENTATION, events: [1, 2, 77], wouldPassIf: 'the approval had come 13 min earlier' });
    expect(only(postHocApproval, { decisions: [at(13 * MINUTE - 1)] }).wouldPassIf).toBe('the approval had come 14 min 1 s earlier');
    const withSecond = only(postHocApproval, {
      ...requiring({ number: 2 }),
      decisions: [at(100, { source: 'a' }), by('bo', 119, { source: 'a' })],
    });
    expect(withSecond.wouldPassIf).toBe('the approval had come 2 min earlier');
  });
});
