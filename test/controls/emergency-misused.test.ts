import { describe, expect, it } from 'vitest';
import { plusMs } from '#contract';
import { emergencyMisused } from '../../src/controls/emergency-misused.js';
import { span } from '../correlate/runs.js';
import { created, DAY, incident, urgent } from './emergencies.js';
import { changed, HOUR, implementationOf, type ImplementationPlan, READ, read, START, TICKET } from './implementation.js';

const links = [{ other: 'ticket:jira:99', linkType: '1', typeName: null, seq: 5 }];
const forIncident = (fields: ReadonlyMap<string, readonly ReturnType<typeof read>[]>, at = -DAY): ImplementationPlan => ({
  ...urgent,
  ticket: { fields, links },
  more: { related: [incident(at)] },
});
const typed = new Map([['issuetype', [read('11', { toName: 'Emergency' })]]]);
const labelled = (at: number, to: readonly string[] = ['sev1'], from: readonly string[] = []) =>
  new Map([
    ['issuetype', [read('10', { toName: 'Change' })]],
    ['labels', [changed(START + at, from, to)]],
  ]);
const plain = { ...urgent, ticket: { fields: new Map([['issuetype', [read('10', { toName: 'Change' })]]]) } };
const ofType = { issueType: '11', issueTypeName: 'Emergency' };

function found(plan: ImplementationPlan) {
  return emergencyMisused.judgeChange!({ ...implementationOf(plan), subject: TICKET });
}
const answer = (plan: ImplementationPlan) => found(plan)[0]?.answer ?? 'none';

describe('emergency-misused', () => {
  it.each<readonly [string, string, ImplementationPlan]>([
    ['bears no mark', 'none', plain],
    ['is asked for by no policy', 'none', { ticket: { fields: typed } }],
    ['is no change', 'none', { ...urgent, ticket: null }],
    ['bore its type before and refers to an incident', 'PASS', forIncident(typed)],
    ['bore its label before and refers to an incident', 'PASS', forIncident(labelled(-HOUR))],
    ['refers to an incident that was opened later', 'PASS', forIncident(typed, HOUR)],
    ['refers to no incident', 'GAP', { ...urgent, ticket: { ...ofType, fields: typed } }],
    ['refers to something else', 'GAP', { ...urgent, ticket: { fields: typed, links }, more: { related: [incident(-DAY, 'Story')] } }],
    ['got its label only after the start', 'GAP', { ...urgent, ticket: { fields: labelled(HOUR) } }],
    ['got its label after the start, and refers to an incident', 'GAP', forIncident(labelled(HOUR))],
    ['lost its label after the start, and refers to no incident', 'GAP', { ...urgent, ticket: { fields: labelled(HOUR, [], ['sev1']) } }],
    [
      'came late for an incident and bears no mark',
      'none',
      { ...created(HOUR), ticket: { ...created(HOUR).ticket, fields: plain.ticket.fields } },
    ],
    [
      'came late for an incident and was marked then',
      'PASS',
      { ...created(HOUR), ticket: { ...created(HOUR).ticket, fields: labelled(2 * HOUR) } },
    ],
    ['is linked to what nobody read', 'INDETERMINATE', { ...urgent, ticket: { fields: typed, links } }],
    ['was perhaps created after the start', 'INDETERMINATE', { ...forIncident(typed), ticket: { fields: typed, links, created: null } }],
    [
      'refers to nothing, and policy names no type of incidents',
      'PASS',
      { policy: { emergencies: urgent.policy.emergencies }, ticket: { fields: typed } },
    ],
    [
      'was marked late, and policy names no type of incidents',
      'GAP',
      { policy: { emergencies: urgent.policy.emergencies }, ticket: { fields: labelled(HOUR) } },
    ],
  ])('of one that %s: %s', (_, expected, plan) => {
    expect(answer(plan)).toBe(expected);
  });

  it.each([
    [-62, 'PASS'],
    [-61, 'INDETERMINATE'],
    [61, 'INDETERMINATE'],
    [62, 'GAP'],
  ] as const)('orders the mark, set %d s from the start, by more than the skew', (seconds, expected) => {
    expect(answer(forIncident(labelled(seconds)))).toBe(expected);
  });

  it.each([
    [4 * HOUR - 62, 'PASS'],
    [4 * HOUR, 'INDETERMINATE'],
    [4 * HOUR + 62, 'GAP'],
  ] as const)('of one that was created %d s after the start and marked then: 4 h, give or take the skew', (seconds, expected) => {
    const late = created(seconds);
    expect(answer({ ...late, ticket: { ...late.ticket, created: span(START + seconds), fields: labelled(5 * HOUR) } })).toBe(expected);
  });

  it('takes the tickets for read from start + skew on, and not a microsecond before', () => {
    const covered = (ms: number) => ({ coverage: { tickets: { state: 'COMPLETE', upTo: plusMs(READ, ms), reason: null } as const } });
    const plan = { ...urgent, ticket: { fields: typed } };
    expect([answer({ ...plan, ...covered(0) }), answer({ ...plan, ...covered(-0.001) })]).toEqual(['GAP', 'INDETERMINATE']);
  });

  it('says what is wrong with the mark', () => {
    expect(found({ ...urgent, ticket: { fields: typed } })[0]?.sentence).toBe(
      'PAY-12 bears the mark of an emergency, but refers to no incident.',
    );
    expect(found(forIncident(labelled(HOUR)))[0]?.sentence).toBe(
      'PAY-12 bears the mark of an emergency, but bore it only after the start.',
    );
  });

  it('rests on its creation, and names what alone is not known', () => {
    const [gap] = found({ ...urgent, ticket: { ...ofType, fields: typed } });
    expect(gap?.events).toContain(10);
    const [unread] = found({ ...urgent, ticket: { fields: typed, links } });
    expect(unread?.missing?.map(({ what }) => what)).toEqual(['A ticket that it is linked to was not read: it may be an incident.']);
  });

  it('knows nothing where it is not sure what was carried', () => {
    const unsure = [{ what: 'It may carry another.', scope: 'x', collection: 'commits', upTo: null }];
    expect(found({ ...urgent, ticket: { fields: typed }, more: { unsure } })[0]).toMatchObject({
      answer: 'INDETERMINATE',
      missing: unsure,
    });
  });

  it('that was a GAP passes when the link to its incident is read', () => {
    expect([answer({ ...urgent, ticket: { fields: typed } }), answer(forIncident(typed))]).toEqual(['GAP', 'PASS']);
  });
});
