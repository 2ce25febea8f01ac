import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plusMs } from '#contract';
import { directAccess as rule } from '../../src/controls/direct-access.js';
import { second, span } from '../correlate/runs.js';
import { changed, HOUR, MINUTE, read, ticket, TICKET } from './implementation.js';
import { access, answerOf, COVERED, findings, incident, NOW, planned, SERVICE, type ServicePlan } from './service.js';

const END = NOW + 10 * MINUTE;
const plan = (part: ServicePlan = {}): ServicePlan => ({ accesses: [access()], ...part });
const inWindow = (from: number | null, to: number | null): ServicePlan => plan({ changes: [planned(from, to)] });
const naming = access({ tickets: [TICKET] });
const incidentTicket = (closedAt: number | null, created = NOW - HOUR) => {
  const closed = closedAt === null ? [] : [changed(closedAt, null, '1')];
  const fields = new Map([
    ['issuetype', [read('1', { toName: 'Incident' })]],
    ...(closed.length > 0 ? [['resolution', closed] as const] : []),
  ]);
  return ticket({ issueType: '1', issueTypeName: 'Incident', created: span(created), fields });
};

const point = (from: number, to: number) => ({ from: second(from), to: second(to) });
const since = (from: number, to: number, source = 'jira'): ServicePlan =>
  plan({ accesses: [access({ source, tickets: [TICKET] })], named: [{ ...incidentTicket(null), created: point(from, to) }] });
const byJira = (from: number): ServicePlan => ({ ...inWindow(from, NOW + HOUR), accesses: [access({ source: 'jira' })] });
const unread = [HOUR, 2 * HOUR].map((later) => read(second(NOW - later), { at: span(NOW + later) }));
const dated = (day: string): ServicePlan => withFields([read(day)], [read(day)]);
const withFields = (from: readonly ReturnType<typeof read>[], to: readonly ReturnType<typeof read>[]): ServicePlan => {
  const own = planned(null, null);
  const edges = [['from', from] as const, ['to', to] as const];
  return plan({ changes: [{ ...own, fields: new Map([...own.fields, ...edges]) }] });
};

describe('direct-access', () => {
  it.each<readonly [string, ServicePlan, string]>([
    ['an incident’s ticket of its own clock was created when it began', since(NOW - 1, NOW), 'PASS'],
    ['that was created a microsecond later', since(NOW - 1, NOW + 0.000001), 'INDETERMINATE'],
    ['by another clock the skew before', since(NOW - 61, NOW - 60, 'bastion'), 'INDETERMINATE'],
    ['by another clock more than the skew before', since(NOW - 62, NOW - 61, 'bastion'), 'PASS'],
    ['an incident was opened when it began', plan({ incidents: [incident({ opened: point(NOW - 1, NOW) })] }), 'PASS'],
    ['that was opened a microsecond later', plan({ incidents: [incident({ opened: point(NOW - 1, NOW + 0.000001) })] }), 'INDETERMINATE'],
    ['the window of a change of its own clock began with it', byJira(NOW), 'PASS'],
    ['that began a microsecond later', byJira(NOW + 0.000001), 'INDETERMINATE'],
    ['the window is the whole day', dated('2026-03-02'), 'PASS'],
    ['the window is the day after', dated('2026-03-03'), 'GAP'],
    ['what the window was then was never read', withFields(unread, [read(second(NOW + HOUR))]), 'INDETERMINATE'],
    [
      'it ended with the second in which it began, and an incident of its own clock was over in the midst of that',
      plan({ accesses: [access({ until: second(NOW + 1) })], incidents: [incident({ resolved: point(NOW, NOW + 0.5) })] }),
      'GAP',
    ],
  ])('is to the microsecond where %s', (_, of, expected) => {
    expect(answerOf(rule, of)).toBe(expected);
  });

  it('counts what is covered, and says what is not known', () => {
    const two = [access(), access({ ref: 'access:bastion:2' })];
    const said = (of: ServicePlan) => findings(rule, of)[0];
    expect(said(plan({ incidents: [incident()] }))?.sentence).toBe(
      'The one direct access to pay is covered by changes in their windows or by open incidents.',
    );
    expect(said(plan({ accesses: two, incidents: [incident()] }))?.sentence).toBe(
      'All 2 direct accesses to pay are covered by changes in their windows or by open incidents.',
    );
    const missing = (of: ServicePlan) => said(of)?.missing?.map(({ collection }) => collection);
    expect(missing(plan({ incidents: [incident({ opened: null })] }))).toEqual(['cover']);
    expect(missing(plan({ readTo: second(0) }))).toEqual(['tickets']);
  });

  it.each<readonly [string, ServicePlan, string]>([
    ['GAP where nothing covers it', plan(), 'GAP'],
    ['silent where nobody reached it', { accesses: [] }, 'NONE'],
    ['silent where it was no production', plan({ accesses: [access({ standing: 'OTHER' })] }), 'NONE'],
    ['INDETERMINATE where nobody knows whether it was', plan({ accesses: [access({ standing: 'UNKNOWN' })] }), 'INDETERMINATE'],
    ['PASS in the window of a change of the service', inWindow(NOW - HOUR, NOW + HOUR), 'PASS'],
    ['PASS in a window that has no end', inWindow(NOW - HOUR, null), 'PASS'],
    ['PASS in a window that has no beginning', inWindow(null, NOW + HOUR), 'PASS'],
    ['GAP of a change without a window', inWindow(null, null), 'GAP'],
    ['GAP where policy names no fields of windows', { ...inWindow(NOW - HOUR, NOW + HOUR), policy: { fields: {} } }, 'GAP'],
    ['GAP where it began before the window', inWindow(NOW + 5 * MINUTE, NOW + HOUR), 'GAP'],
    ['GAP where it lasted longer than the window', inWindow(NOW - HOUR, NOW + 5 * MINUTE), 'GAP'],
    ['GAP where the change was deleted', plan({ changes: [planned(NOW - HOUR, NOW + HOUR, { deleted: true })] }), 'GAP'],
    ['GAP in the window of a change of another service', plan({ named: [planned(NOW - HOUR, NOW + HOUR)] }), 'GAP'],
    ['PASS in the window of a change that it names', plan({ accesses: [naming], named: [planned(NOW - HOUR, NOW + HOUR)] }), 'PASS'],
    ['PASS while an incident is open', plan({ incidents: [incident()] }), 'PASS'],
    ['PASS where the incident was resolved afterwards', plan({ incidents: [incident({ resolved: span(END + 2) })] }), 'PASS'],
    ['GAP where it was resolved before', plan({ incidents: [incident({ resolved: span(NOW - 30) })] }), 'GAP'],
    ['GAP where it was resolved meanwhile', plan({ incidents: [incident({ resolved: span(NOW + 60) })] }), 'GAP'],
    ['GAP where it was opened afterwards', plan({ incidents: [incident({ opened: span(NOW + 60) })] }), 'GAP'],
    ['GAP where it is of another service', plan({ incidents: [incident({ service: 'web' })] }), 'GAP'],
    ['INDETERMINATE where nobody says of which service it is', plan({ incidents: [incident({ service: null })] }), 'INDETERMINATE'],
    ['INDETERMINATE where nobody says when it was opened', plan({ incidents: [incident({ opened: null })] }), 'INDETERMINATE'],
    ['PASS where it names the ticket of an open incident', plan({ accesses: [naming], named: [incidentTicket(null)] }), 'PASS'],
    ['PASS where that was closed afterwards', plan({ accesses: [naming], named: [incidentTicket(END + HOUR)] }), 'PASS'],
    ['GAP where that was closed before', plan({ accesses: [naming], named: [incidentTicket(NOW - 10 * MINUTE)] }), 'GAP'],
    ['GAP where that was created afterwards', plan({ accesses: [naming], named: [incidentTicket(null, NOW + HOUR)] }), 'GAP'],
    [
      'GAP where one of two is covered',
      {
        ...inWindow(NOW - HOUR, END + HOUR),
        accesses: [access(), access({ ref: 'access:bastion:2', at: span(NOW - 2 * HOUR), until: null })],
      },
      'GAP',
    ],
    ['PASS where all are', plan({ accesses: [access(), access({ ref: 'access:bastion:2' })], incidents: [incident()] }), 'PASS'],
    ['INDETERMINATE where tickets were never read', plan({ readTo: second(0) }), 'INDETERMINATE'],
    ['PASS where they were not, and an incident is open', plan({ readTo: second(0), incidents: [incident()] }), 'PASS'],
    [
      'INDETERMINATE where it names a key that was not read',
      plan({ accesses: [access({ keys: ['PAY-9'] })], readTo: second(0) }),
      'INDETERMINATE',
    ],
  ])('is %s', (_, of, expected) => {
    expect(answerOf(rule, of)).toBe(expected);
  });

  it.each<readonly [string, ServicePlan, string]>([
    ['it began more than the skew after the window', inWindow(NOW - 61, NOW + HOUR), 'PASS'],
    ['it began the skew after the window', inWindow(NOW - 60, NOW + HOUR), 'INDETERMINATE'],
    ['it began the skew before the window', inWindow(NOW + 61, NOW + HOUR), 'INDETERMINATE'],
    ['it began more than the skew before the window', inWindow(NOW + 62, NOW + HOUR), 'GAP'],
    ['the window ended the skew after it', inWindow(NOW - HOUR, END + 60), 'INDETERMINATE'],
    ['the window ended more than the skew after it', inWindow(NOW - HOUR, END + 61), 'PASS'],
    ['the window ended more than the skew before its end', inWindow(NOW - HOUR, END - 61), 'GAP'],
    ['an incident of the same source was opened in the second before', plan({ incidents: [incident({ opened: span(NOW - 1) })] }), 'PASS'],
    ['it was opened in the same second', plan({ incidents: [incident({ opened: span(NOW) })] }), 'INDETERMINATE'],
    ['it was opened in the second after', plan({ incidents: [incident({ opened: span(NOW + 1) })] }), 'GAP'],
    [
      'another source opened it the skew before',
      plan({ incidents: [incident({ source: 'pager', opened: span(NOW - 61) })] }),
      'INDETERMINATE',
    ],
    [
      'another source opened it more than the skew before',
      plan({ incidents: [incident({ source: 'pager', opened: span(NOW - 62) })] }),
      'PASS',
    ],
    ['it was resolved in the instant of the end', plan({ incidents: [incident({ resolved: span(END) })] }), 'PASS'],
    ['tickets were read up to its end and the skew', plan({ accesses: [access({ until: null })], readTo: COVERED }), 'GAP'],
    ['they were read a microsecond less', plan({ accesses: [access({ until: null })], readTo: plusMs(COVERED, -0.001) }), 'INDETERMINATE'],
  ])('where %s, is as told', (_, of, expected) => {
    expect(answerOf(rule, of)).toBe(expected);
  });

  it('says where, how and when, and what would have passed', () => {
    const [found] = findings(rule, plan());
    expect(found?.sentence).toBe(
      `Somebody reached db-1 of pay directly by a shell at ${second(NOW)}, and no change in its window and no open incident covers that.`,
    );
    expect(found).toMatchObject({ subject: SERVICE, about: ['access:bastion:1'] });
    expect(found?.wouldPassIf).toBe('a change of the service had had it in its window, or an incident of it had been open');
    const many = [1, 2, 3, 4, 5].map((n) => access({ ref: `access:bastion:${n}` }));
    expect(findings(rule, plan({ accesses: many }))[0]?.sentence).toMatch(/ And 2 more\.$/);
  });

  it('is resolved when an incident that was open becomes known', () => {
    expect([answerOf(rule, plan()), answerOf(rule, plan({ incidents: [incident()] }))]).toEqual(['GAP', 'PASS']);
  });

  it('once PASS or GAP stays so when more is read, and when it is known what an incident is of and when it was opened', () => {
    const anyIncident = fc.record({
      service: fc.constantFrom('pay', 'web', null),
      opened: fc.constantFrom(span(NOW - HOUR), span(NOW + HOUR), null),
      resolved: fc.constantFrom(span(NOW + 60), span(END + HOUR), null),
    });
    const anyEdge = fc.option(fc.constantFrom(NOW - HOUR, NOW + 60, END + HOUR));
    const anyTruth = fc.record({ service: fc.constantFrom('pay', 'web'), opened: fc.constantFrom(span(NOW - HOUR), span(NOW + HOUR)) });
    const anyWorld = fc.record({ incidents: fc.array(anyIncident, { maxLength: 2 }), from: anyEdge, to: anyEdge, isRead: fc.boolean() });
    fc.assert(
      fc.property(anyWorld, anyTruth, ({ incidents, from, to, isRead }, truth) => {
        const of = (known: boolean): ServicePlan => ({
          ...inWindow(from, to),
          incidents: incidents.map((one) =>
            incident(known ? { ...one, service: one.service ?? truth.service, opened: one.opened ?? truth.opened } : one),
          ),
          ...(isRead || known ? {} : { readTo: second(0) }),
        });
        const [before] = findings(rule, of(false));
        if (before?.answer === 'INDETERMINATE') expect(before.missing?.length).toBeGreaterThan(0);
        else expect(answerOf(rule, of(true))).toBe(before?.answer);
      }),
      { numRuns: 1_000 },
    );
  });
});
