import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Deployment, JiraIssue } from '../../src/sample/index.js';
import { people } from '../../src/sample/organisation/people.js';
import { MORNING } from '../../src/sample/organisation/stories/usual.js';
import type { Day } from '../../src/sample/organisation/tell/day.js';
import { all, askApi, type Told } from './ask-api.js';
import { pushed, SENDER } from './senders.js';
import { type Acme, openAcme, refOf } from './terms/acme.js';

const { eva, finn, mara } = people;

interface Change {
  readonly ticket: JiraIssue;
  readonly rollout: Deployment;
}

let acme: Acme;
let changes: { readonly old: Change; readonly near: Change; readonly other: Change; readonly backedOut: Change };
let fix: JiraIssue;
let outage: JiraIssue;

function changed(day: Day, summary: string, repository: 'pay' | 'web' = 'pay'): Change {
  const ticket = day.raise('09:05', mara, { in: repository === 'pay' ? 'PAY' : 'WEB', summary });
  day.land(MORNING, eva, finn, { in: repository, title: `${ticket.key}: ${summary}` });
  return { ticket, rollout: day.deploy('11:30', repository) };
}

/** Days are three apart, from 6 January: the incidents are of the 15th and the 18th. */
beforeAll(async () => {
  acme = await openAcme({
    before: (day, { repositories: { pay } }) => {
      const old = changed(day(), 'Older');
      const before = pay.branches.get('main') ?? '';
      const backedOut = changed(day(), 'Backed out');
      const three = day();
      const other = changed(three, 'Elsewhere', 'web');
      const four = day();
      const near = changed(four, 'Nearest');
      four.deploy('13:30', 'pay', { revision: before });
      const five = day();
      outage = five.raise('10:00', mara, { in: 'PAY', type: 'Incident', summary: 'Payments stand still' });
      fix = five.raise('10:30', mara, { in: 'PAY', summary: 'Mend it' });
      five.link('10:31', outage, fix);
      five.link('10:32', outage, old.ticket);
      five.land(['11:00', '11:10', '11:20'], eva, finn, { in: 'pay', title: `${fix.key}: mend it` });
      five.deploy('11:30', 'pay');
      changes = { old, near, other, backedOut };
    },
  });
  await acme.readToEnd();
  await pushed(acme, [
    {
      type: 'incident.opened',
      id: '1',
      at: '2025-01-15T12:00:00Z',
      data: { number: 'INC0000001', severity: 'SEV1', service: 'pay', environment: 'production', causes: [refOf(changes.old.ticket)] },
    },
    {
      type: 'incident.opened',
      id: '2',
      at: '2025-01-15T12:00:00Z',
      data: { number: 'INC0000002', service: 'web', title: 'Something with the shop' },
    },
    { type: 'incident.resolved', id: '2', at: '2025-01-15T14:00:00Z', data: {} },
  ]);
}, 120_000);
afterAll(() => acme?.close());

const CONTRIBUTIONS =
  'contributions(first: 20) { totalCount nodes { rank change { ref } deployment { environment } reasons { kind sentence event { type } } } }';

async function incident(id: string): Promise<Told> {
  return (await askApi(acme.sql, `query ($id: ID!) { incident(id: $id) { number service resolved ${CONTRIBUTIONS} } }`, { id }))[
    'incident'
  ] as Told;
}

const changesIn = (found: Told) => all(found['contributions']?.['nodes']).map(({ change }) => String(change?.['ref']));
const kindsOf = (found: Told, ticket: JiraIssue) =>
  all(all(found['contributions']?.['nodes']).find(({ change }) => String(change?.['ref']) === refOf(ticket))?.['reasons']).map(({ kind }) =>
    String(kind),
  );

describe('incidents: which changes could have contributed, ranked with reasons; explicit links first', () => {
  it('puts the explicit cause first, then same service by time since deployment, and leaves other services out', async () => {
    const found = await incident(`incident:${SENDER}:1`);
    expect(found).toMatchObject({ number: 'INC0000001', service: 'pay', resolved: false });
    expect(changesIn(found)).toEqual([changes.old, changes.near, changes.backedOut].map(({ ticket }) => refOf(ticket)));
    expect(kindsOf(found, changes.old.ticket)).toEqual(['CAUSE', 'SERVICE', 'TIME']);
    expect(kindsOf(found, changes.near.ticket)).toEqual(['SERVICE', 'TAKEN_OUT', 'TIME']);
    const reasons = all(all(found['contributions']?.['nodes'])[0]?.['reasons']);
    expect(reasons[0]).toEqual({ kind: 'CAUSE', sentence: 'The incident names it as its cause.', event: { type: 'incident.opened' } });
    expect(reasons[2]?.['sentence']).toBe('It was deployed to pay 9 d before the incident began.');
  });

  it('shows of another service what was deployed there', async () => {
    const found = await incident(`incident:${SENDER}:2`);
    expect(found).toMatchObject({ service: 'web', resolved: true });
    expect(changesIn(found)).toEqual([refOf(changes.other.ticket)]);
  });

  it('takes tickets of a type that policy calls an incident, and what is linked to them and came before; not their remedy', async () => {
    const found = await incident(refOf(outage));
    expect(changesIn(found)).toContain(refOf(changes.old.ticket));
    expect(kindsOf(found, changes.old.ticket)).toEqual(['LINK', 'TIME']);
    expect(changesIn(found)).not.toContain(refOf(fix));
  });

  it('are linked both ways', async () => {
    const question =
      'query ($ref: String!) { change(by: { ref: $ref }) { incidents(first: 10) { totalCount nodes { rank incident { number } reasons { kind } } } } }';
    const of = async ({ ticket }: Change) =>
      all((await askApi(acme.sql, question, { ref: refOf(ticket) }))['change']?.['incidents']?.['nodes']);
    expect(await of(changes.near)).toMatchObject([{ rank: 2, incident: { number: 'INC0000001' } }]);
    expect((await of(changes.old)).map((link) => `${String(link['incident']?.['number'])} ${String(link['rank'])}`)).toEqual([
      `${outage.key} 1`,
      'INC0000001 1',
    ]);
    expect(await of(changes.other)).toMatchObject([{ rank: 1, incident: { number: 'INC0000002' } }]);
  });

  it('trace leads from an incident to its cause and what came before that, and shows what else could have contributed', async () => {
    const question =
      'query ($of: String!) { trace(of: $of) { state nodes { ref kind side node { id } } hops { from to method place strength } ends { sentence } } }';
    const found = (await askApi(acme.sql, question, { of: 'INC0000001' }))['trace'] as Told;
    const hops = all(found['hops']).filter(({ to }) => String(to) === `incident:${SENDER}:1`);
    expect(hops).toContainEqual({
      from: refOf(changes.old.ticket),
      to: `incident:${SENDER}:1`,
      method: 'RELATION',
      place: 'cause',
      strength: 'CARRIED',
    });
    expect(hops).toContainEqual({
      from: refOf(changes.near.ticket),
      to: `incident:${SENDER}:1`,
      method: 'CONTRIBUTION',
      place: 'service',
      strength: 'RELATED',
    });
    const down = (await askApi(acme.sql, question, { of: changes.old.ticket.key }))['trace'] as Told;
    expect(all(down['nodes'])).toContainEqual({
      ref: `incident:${SENDER}:1`,
      kind: 'INCIDENT',
      side: 'DOWNSTREAM',
      node: { id: `incident:${SENDER}:1` },
    });
  });

  it('are listed, the newest first, by number, service, gravity and whether they are over', async () => {
    const numbers = async (filter: Record<string, unknown>) => {
      const question = 'query ($filter: IncidentFilter) { incidents(first: 10, filter: $filter) { totalCount nodes { number } } }';
      return all((await askApi(acme.sql, question, { filter }))['incidents']?.['nodes']).map(({ number }) => String(number));
    };
    expect(await numbers({})).toEqual([outage.key, 'INC0000002', 'INC0000001']);
    expect(await numbers({ services: ['pay'], severities: ['SEV1'] })).toEqual(['INC0000001']);
    expect(await numbers({ resolved: true })).toEqual(['INC0000002']);
    expect(await numbers({ numbers: [outage.key] })).toEqual([outage.key]);
    expect(await numbers({ openedTo: '2025-01-16T00:00:00Z', sources: [SENDER] })).toEqual(['INC0000002', 'INC0000001']);
  });
});
