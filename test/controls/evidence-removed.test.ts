import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Interval, plusMs } from '#contract';
import { evidenceRemoved as rule } from '../../src/controls/evidence-removed.js';
import { type RemovalFact, type Support, supportsOf } from '../../src/controls/index.js';
import { pull, review } from '../correlate/code.js';
import { second, span } from '../correlate/runs.js';
import {
  changed,
  decision,
  HOUR,
  IMPLEMENTATION,
  implementationOf,
  type ImplementationPlan,
  MINUTE,
  READ,
  START,
  TICKET,
  ticket,
} from './implementation.js';

const PULLS = [pull(12, 1, { reviews: [review(7, 'person:bo')] })];
const DECISIONS = [decision({ request: 'approval:jira:9/person:ana' })];
const GONE = START + 14 * MINUTE;

function removal(about: string, at: Interval = span(GONE)): RemovalFact {
  return { about, source: 'jira', at, seq: 77 };
}

/** What nobody dates was so when it was told. */
const undated = (at: number): Interval => ({ from: '0001-01-01T00:00:00.000000Z' as Interval['from'], to: plusMs(second(at), 0.001) });

function plan(removals: readonly RemovalFact[], part: ImplementationPlan = {}): ImplementationPlan {
  const own = part.ticket === null ? null : ticket(part.ticket);
  const bare = supportsOf({ ticket: own, pulls: PULLS, decisions: DECISIONS }, new Map());
  const supports = bare.map((one): Support => ({ ...one, removals: removals.filter(({ about }) => about === one.ref) }));
  return { decisions: DECISIONS, ...part, more: { supports, ...part.more } };
}

const found = (of: ImplementationPlan) => rule.judgeImplementation!(implementationOf(of))[0]!;
const answer = (of: ImplementationPlan) => found(of).answer;
const since = (at: number) => ({ ticket: { fields: new Map([['status', [changed(at, 'a', 'b')]]]) } });

describe('evidence-removed', () => {
  it.each<readonly [string, ImplementationPlan, string]>([
    ['PASS where nothing was deleted', plan([]), 'PASS'],
    ['PASS where something else was', plan([removal('ticket:jira:13')]), 'PASS'],
    ['GAP where its ticket was', plan([removal(TICKET)]), 'GAP'],
    ['GAP where its ticket was before it started', plan([removal(TICKET, span(START - HOUR))]), 'GAP'],
    ['GAP where its ticket was nobody knows when', plan([removal(TICKET, undated(GONE))]), 'GAP'],
    ['GAP where its pull request was', plan([removal('pull_request:a:12')]), 'GAP'],
    ['GAP where a review of it was', plan([removal('review:a:7')]), 'GAP'],
    ['GAP where an approval was', plan([removal('approval:jira:9')]), 'GAP'],
    ['GAP without a change, where a review was', plan([removal('review:a:7')], { ticket: null }), 'GAP'],
    ['PASS where somebody worked on its ticket afterwards', plan([removal(TICKET)], since(GONE + HOUR)), 'PASS'],
    ['PASS where somebody did after it was found to be deleted', plan([removal(TICKET, undated(GONE))], since(GONE + HOUR)), 'PASS'],
    ['GAP where somebody did before it was', plan([removal(TICKET, undated(GONE))], since(GONE - HOUR)), 'GAP'],
    ['GAP where work on its ticket brings no approval back', plan([removal('approval:jira:9')], since(GONE + HOUR)), 'GAP'],
    ['GAP whatever was not read', plan([removal(TICKET)], { coverage: { tickets: null, approvals: null } }), 'GAP'],
    ['INDETERMINATE where its tickets were not read', plan([], { coverage: { tickets: null } }), 'INDETERMINATE'],
    [
      'INDETERMINATE where it may be another’s',
      plan([], { more: { unsure: [{ what: 'Open.', scope: 'x', collection: 'y', upTo: null }] } }),
      'INDETERMINATE',
    ],
    [
      'PASS where they were read up to its start and the skew',
      plan([], { coverage: { tickets: { state: 'COMPLETE', upTo: READ, reason: null } } }),
      'PASS',
    ],
    [
      'INDETERMINATE where they were read a microsecond less',
      plan([], { coverage: { tickets: { state: 'COMPLETE', upTo: plusMs(READ, -0.001), reason: null } } }),
      'INDETERMINATE',
    ],
  ])('is %s', (_, of, expected) => {
    expect(answer(of)).toBe(expected);
  });

  it.each<readonly [string, number, string]>([
    ['in the second before it was deleted', GONE - 1, 'GAP'],
    ['in the second after', GONE + 1, 'PASS'],
  ])('of a ticket on which somebody worked %s, is as told', (_, at, expected) => {
    expect(answer(plan([removal(TICKET)], since(at)))).toBe(expected);
  });

  it('of a ticket on which somebody worked in a time that overlaps, is INDETERMINATE', () => {
    const fields = new Map([['status', [changed(GONE, 'a', 'b', { at: span(GONE, GONE + 5) })]]]);
    expect(answer(plan([removal(TICKET)], { ticket: { fields } }))).toBe('INDETERMINATE');
  });

  it('of a ticket on which somebody worked in a time that ends with the one in which it was deleted, is GAP', () => {
    const since = plusMs(second(GONE), 500);
    const fields = new Map([['status', [changed(GONE, 'a', 'b', { at: { from: since, to: span(GONE).to } })]]]);
    expect(answer(plan([removal(TICKET)], { ticket: { fields } }))).toBe('GAP');
  });

  it('says what, how long after the start, and what would have passed', () => {
    const said = found(plan([removal('review:a:7')]));
    expect(said.sentence).toBe('A review of pull request #12, on which PAY-12 rests, was deleted at its source 14 min after its start.');
    expect(said).toMatchObject({
      subject: IMPLEMENTATION,
      about: ['review:a:7'],
      wouldPassIf: 'a review of pull request #12 had stayed at its source',
    });
    expect(said.events).toContain(77);
    expect(found(plan([removal(TICKET), removal('review:a:7')])).sentence).toContain(', and 1 more.');
  });

  it('counts what it rests on where all of it is there', () => {
    expect(found(plan([])).sentence).toBe('Nothing that PAY-12 rests on was deleted: 1 ticket, 1 pull request, 1 review, 1 approval.');
  });

  it('is resolved when the ticket is worked on again', () => {
    expect([answer(plan([removal(TICKET)])), answer(plan([removal(TICKET)], since(GONE + HOUR)))]).toEqual(['GAP', 'PASS']);
  });

  it('once PASS or GAP stays so when more is read', () => {
    const anyRemovals = fc.subarray([TICKET, 'review:a:7', 'approval:jira:9', 'ticket:jira:99']);
    fc.assert(
      fc.property(
        anyRemovals,
        fc.subarray(['tickets', 'approvals']),
        fc.option(fc.integer({ min: -3, max: 3 })),
        (refs, unread, worked) => {
          const part = worked === null ? {} : since(GONE + worked);
          const coverage = Object.fromEntries(unread.map((name) => [name, null]));
          const before = found(
            plan(
              refs.map((ref) => removal(ref)),
              { ...part, coverage },
            ),
          );
          const after = answer(
            plan(
              refs.map((ref) => removal(ref)),
              part,
            ),
          );
          if (before.answer !== 'INDETERMINATE') expect(after).toBe(before.answer);
          else expect(before.missing?.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 500 },
    );
  });
});
