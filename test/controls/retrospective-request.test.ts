import { describe, expect, it } from 'vitest';
import { retrospectiveRequest } from '../../src/controls/retrospective-request.js';
import { span } from '../correlate/runs.js';
import { only } from './authorised.js';
import { by, covered, created, DAY, late } from './emergencies.js';
import { HOUR, implementationOf, type ImplementationPlan, MINUTE, read, START } from './implementation.js';

const judged = (plan: ImplementationPlan) => only(retrospectiveRequest, plan);
const born = (seconds: number, more: Partial<ImplementationPlan> = {}): ImplementationPlan => ({
  ticket: { created: span(START + seconds) },
  ...more,
});

describe('retrospective-request', () => {
  it.each([
    [-DAY, 'PASS'],
    [-62, 'PASS'],
    [-61, 'INDETERMINATE'],
    [0, 'INDETERMINATE'],
    [60, 'INDETERMINATE'],
    [61, 'INDETERMINATE'],
    [62, 'GAP'],
    [HOUR, 'GAP'],
  ] as const)('of a ticket that was created %d s after the start, by two clocks, is %s', (seconds, answer) => {
    expect(judged(born(seconds)).answer).toBe(answer);
  });

  it.each([
    [-1, 'PASS'],
    [0, 'INDETERMINATE'],
    [1, 'GAP'],
  ] as const)('of a ticket that was created %d s after the start, by one clock, is %s', (seconds, answer) => {
    expect(judged(born(seconds, { more: { startSource: 'jira' } })).answer).toBe(answer);
  });

  it('says by how much it was late, and what would have made it pass', () => {
    expect(judged(born(14 * MINUTE))).toMatchObject({
      sentence: 'PAY-12 was created 14 min after it started.',
      wouldPassIf: 'it had been created 15 min 2 s earlier',
    });
    expect(judged(born(2_000)).wouldPassIf).toBe('it had been created 34 min 22 s earlier');
    // A second earlier is not enough by two clocks: nobody could order them.
    expect(judged(born(14 * MINUTE - 15 * MINUTE - 2)).answer).toBe('PASS');
  });

  it('names the creation among the events that it rests on', () => {
    expect(judged(born(HOUR)).events).toContain(10);
  });

  it('is INDETERMINATE where nobody read when the ticket was created, and says so', () => {
    expect(judged({ ticket: { created: null } })).toMatchObject({ answer: 'INDETERMINATE', missing: [{ collection: 'tickets' }] });
  });

  it('is INDETERMINATE where it is not sure that the ticket is carried', () => {
    const unsure = [{ what: 'It may carry another.', scope: 'x', collection: 'commits', upTo: null }];
    expect(judged(born(HOUR, { more: { unsure } }))).toMatchObject({ answer: 'INDETERMINATE', missing: unsure });
  });

  it('is not asked of an implementation without a change', () => {
    expect(retrospectiveRequest.judgeImplementation!(implementationOf({ ticket: null }))).toEqual([]);
  });

  it('is EXEMPT for an emergency whose ticket came within its 4 h, until its review is overdue', () => {
    expect(judged(created(HOUR)).answer).toBe('EXEMPT');
    const overdue = { ...created(HOUR), ...covered, more: { ...created(HOUR).more, ...late } };
    expect(retrospectiveRequest.judgeImplementation!(implementationOf(overdue))).toEqual([]);
    expect(judged({ ...overdue, decisions: [by('ana', DAY)] }).answer).toBe('EXEMPT');
  });

  it('is a GAP for one that came more than 4 h late, or refers to no incident', () => {
    expect([judged(created(4 * HOUR + 62)).answer, judged(created(HOUR, [])).answer]).toEqual(['GAP', 'GAP']);
  });

  it('is EXEMPT for a standard change, which was one before the start', () => {
    const fields = new Map([['issuetype', [read('10', { toName: 'Change' })]]]);
    const policy = { standardChanges: { types: ['Change'] } };
    expect(judged({ ticket: { fields }, policy }).answer).toBe('EXEMPT');
    expect(judged({ ticket: { fields, created: span(START + HOUR) }, policy }).answer).toBe('GAP');
  });
});
