import { describe, expect, it } from 'vitest';
import { plusMs, type Policy } from '#contract';
import { second, span } from '../correlate/runs.js';
import { filled } from '../correlate/tickets.js';
import { changed, HOUR, IMPLEMENTATION, implementationOf, type ImplementationPlan, MINUTE, read, READ, START } from './implementation.js';
import { answerOf, EARLIER, findings, LATER, plan, tolerating } from './windows.js';

const FROM: Partial<Policy> = { fields: { jira: { plannedStart: 'from' } } };
const TO: Partial<Policy> = { fields: { jira: { plannedEnd: 'to' } } };
/** Without a history, and read only after the start, with one value and then another. */
const UNREAD = [HOUR, 2 * HOUR].map((later) => read(second(EARLIER - later), { at: span(START + later) }));

describe('outside-window', () => {
  it.each<readonly [string, ImplementationPlan, string]>([
    ['PASS inside the window', plan(EARLIER, LATER), 'PASS'],
    ['GAP before it', plan(START + 600, LATER), 'GAP'],
    ['GAP after it', plan(EARLIER, START - 600), 'GAP'],
    ['silent without a window', plan(null, null), 'NONE'],
    ['silent where nothing was ever planned', plan([], []), 'NONE'],
    ['silent where policy names no fields', { ...plan(START + 600, LATER), policy: {} }, 'NONE'],
    ['silent without a change', { ...plan(START + 600, LATER), ticket: null }, 'NONE'],
    ['GAP where policy names the field of the start alone', { ...plan(START + 600, LATER), policy: FROM }, 'GAP'],
    ['GAP where policy names the field of the end alone', { ...plan(EARLIER, START - 600), policy: TO }, 'GAP'],
    ['silent where policy names none, whatever was not read', { ...plan(EARLIER, LATER), policy: {}, coverage: { tickets: null } }, 'NONE'],
    ['PASS after a start without an end', plan(EARLIER, null), 'PASS'],
    ['GAP before a start without an end', plan(START + 600, null), 'GAP'],
    ['PASS before an end without a start', plan(null, LATER), 'PASS'],
    ['GAP after an end without a start', plan(null, START - 600), 'GAP'],
    ['GAP in a window that ends before it begins', plan(LATER, EARLIER), 'GAP'],
    ['INDETERMINATE where the window is no time', plan([read(filled('on Friday'))], LATER), 'INDETERMINATE'],
    ['INDETERMINATE where the window is no date', plan('2026-13-45', LATER), 'INDETERMINATE'],
    ['INDETERMINATE where what was planned then was never read', plan(UNREAD, LATER), 'INDETERMINATE'],
    ['INDETERMINATE where the ticket was not read', plan(EARLIER, LATER, { coverage: { tickets: null } }), 'INDETERMINATE'],
    ['INDETERMINATE where a window may have been planned unread', plan([], [], { coverage: { tickets: null } }), 'INDETERMINATE'],
    ['PASS where only approvals were not read', plan(EARLIER, LATER, { coverage: { approvals: null } }), 'PASS'],
    [
      'PASS in the window that stood at the start, not in the one set later',
      plan(EARLIER, [changed(LATER, second(LATER), second(EARLIER))]),
      'PASS',
    ],
    ['GAP where the window was moved over the start later', plan(EARLIER, [changed(LATER, second(START - 600), second(LATER))]), 'GAP'],
    [
      'PASS where the window was moved over the start before',
      plan(EARLIER, [changed(EARLIER, second(START - 600), second(LATER))]),
      'PASS',
    ],
    [
      'silent where the window was planned after the start',
      plan([changed(LATER, null, second(LATER))], [changed(LATER, null, second(LATER))]),
      'NONE',
    ],
    [
      'INDETERMINATE where the window was moved near the start',
      plan(EARLIER, [changed(START, second(START - 600), second(LATER))]),
      'INDETERMINATE',
    ],
    [
      'GAP where the window was moved near the start from outside to outside',
      plan(EARLIER, [changed(START, second(START - 600), second(START - 900))]),
      'GAP',
    ],
    ['PASS where a window was set near the start, with the start inside', plan(EARLIER, [changed(START, null, second(LATER))]), 'PASS'],
  ])('is %s', (_, of, answer) => {
    expect(answerOf(of)).toBe(answer);
  });

  it('is INDETERMINATE where it is not sure that this carries the change, and says why', () => {
    const unsure = [{ what: 'Open base.', scope: 's', collection: 'deployments', upTo: null }];
    const [found] = findings(plan(START + 600, LATER, { more: { unsure } }));
    expect(found).toMatchObject({ answer: 'INDETERMINATE', missing: unsure });
    expect(found?.sentence).toContain('Open base.');
  });

  it('says how far outside it started, and what would have been inside', () => {
    const [early] = findings(plan(START + 2 * HOUR + 10 * MINUTE, LATER + 2 * HOUR));
    expect(early).toMatchObject({
      subject: IMPLEMENTATION,
      wouldPassIf: 'it had started 2 h 10 min later',
      about: ['ticket:jira:12'],
      events: [1, 2, 20, 20],
    });
    expect(early?.sentence).toBe(
      'PAY-12 started 2 h 10 min before its planned window, 2026-03-02T05:56:40.000000Z to 2026-03-02T06:46:40.000000Z.',
    );
    const [late] = findings(plan(EARLIER, START - 14 * MINUTE + 1, tolerating('1m')));
    expect(late?.wouldPassIf).toBe('it had started 13 min earlier');
    expect(late?.sentence).toContain('13 min after its planned window');
  });

  it('is the same in whatever order the facts came', () => {
    const moves = [
      changed(EARLIER, null, second(LATER), { sequence: '1' }),
      changed(EARLIER, second(LATER), second(START - 900), { sequence: '2' }),
    ];
    expect(findings(plan(EARLIER - HOUR, moves))).toEqual(findings(plan(EARLIER - HOUR, [...moves].reverse())));
    expect(answerOf(plan(EARLIER - HOUR, moves))).toBe('GAP');
  });

  it('takes what was read for all from start + skew on, and not a microsecond before', () => {
    const covered = (ms: number) => ({ coverage: { tickets: { state: 'COMPLETE', upTo: plusMs(READ, ms), reason: null } } as const });
    expect([answerOf(plan(EARLIER, LATER, covered(0))), answerOf(plan(EARLIER, LATER, covered(-0.001)))]).toEqual([
      'PASS',
      'INDETERMINATE',
    ]);
    expect(span(START)).toEqual(implementationOf().start);
  });
});
