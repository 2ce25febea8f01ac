import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RULES } from '../../src/controls/index.js';
import type { Deployment, JiraIssue, Pull } from '../../src/sample/index.js';
import { people } from '../../src/sample/organisation/people.js';
import { MORNING } from '../../src/sample/organisation/stories/usual.js';
import { all, askApi, type Told } from './ask-api.js';
import { type Acme, openAcme, refOf } from './terms/acme.js';

const { eva, finn, gita, mara } = people;

let acme: Acme;
let told: { readonly ticket: JiraIssue; readonly pull: Pull; readonly rollout: Deployment; readonly staging: Deployment };

const WAY = `came { type subject } links { from to method strength endedAt } waiting cut
  units { unit looked { rule subject answer restsOnIt cameWithIt } silent { rule sentence } }`;

beforeAll(async () => {
  acme = await openAcme({
    before: (day) => {
      const today = day();
      const ticket = today.raise('09:05', mara, { in: 'PAY', summary: 'Ask the bank twice' });
      today.approve('09:20', gita, ticket);
      const pull = today.land(MORNING, eva, finn, { in: 'pay', title: `${ticket.key}: ask twice, see also PAY-9999` });
      told = { ticket, pull, rollout: today.deploy('11:30', 'pay'), staging: today.deploy('11:40', 'pay', { environment: 'staging' }) };
    },
  });
  await acme.readToEnd();
}, 120_000);
afterAll(() => acme?.close());

async function eventOf(type: string, subject: string): Promise<string> {
  const [row] = await acme.sql<{ event: string }[]>`
    select event_id as event from timeline_entry where type = ${type} and subject = ${subject} order by seq limit 1`;
  if (!row) throw new Error(`No ${type} of ${subject} was recorded.`);
  return row.event;
}

async function explain(type: string, subject: string): Promise<Told> {
  const answer = await askApi(
    acme.sql,
    `query ($event: ID!) { explain(event: $event) { event { type source connector door sentence way { ${WAY} } } delivery { id door stream } } }`,
    { event: await eventOf(type, subject) },
  );
  return answer['explain'] as Told;
}

const unitOf = (way: Told | undefined, unit: string) => all(way?.['units']).find((one) => String(one['unit']) === unit);

describe('explain: which connector, which events, which links, which rules looked, why not the others', () => {
  it('of a title names the connector, the door, the delivery and the normaliser', async () => {
    const { event, delivery } = await explain('pull_request.edited', refOf(told.pull));
    expect(event).toMatchObject({ type: 'pull_request.edited', source: 'github-acme', connector: 'github', door: 'POLL' });
    expect(String(event?.['sentence'])).toMatch(/^It was read from github-acme, .*pull_requests, and github\/\d+ made the event of it\.$/);
    expect(delivery).toMatchObject({ door: 'POLL' });
  });

  it('of a title names the links that it made, and the keys that still wait', async () => {
    const { event } = await explain('pull_request.edited', refOf(told.pull));
    const { links, waiting } = event?.['way'] ?? {};
    expect(all(links)).toContainEqual({
      from: refOf(told.rollout),
      to: refOf(told.ticket),
      method: 'TITLE',
      strength: 'CARRIED',
      endedAt: null,
    });
    expect(all(links)).toContainEqual({
      from: refOf(told.pull),
      to: refOf(told.ticket),
      method: 'TITLE',
      strength: 'CARRIED',
      endedAt: null,
    });
    expect(waiting).toEqual(['PAY-9999']);
  });

  it('of an approval names the change and the deployment that were judged, and which answers rest on it', async () => {
    const { event } = await explain('ticket.status_changed', refOf(told.ticket));
    const deployed = unitOf(event?.['way'], refOf(told.rollout));
    expect(all(deployed?.['looked'])).toContainEqual({
      rule: 'unapproved-deployment',
      subject: `${refOf(told.rollout)} ${refOf(told.ticket)}`,
      answer: 'PASS',
      restsOnIt: true,
      cameWithIt: expect.any(Boolean) as unknown,
    });
    expect(unitOf(event?.['way'], refOf(told.ticket))).toBeDefined();
  });

  it('says of every rule that it looked, or in one sentence why it did not', async () => {
    const { event } = await explain('deployment.requested', refOf(told.rollout));
    for (const unit of all(event?.['way']?.['units'])) {
      const looked = new Set(all(unit['looked']).map(({ rule }) => String(rule)));
      const silent = all(unit['silent']).map(({ rule }) => String(rule));
      expect([...looked, ...silent].sort()).toEqual(RULES.map(({ info }) => info.id).sort());
    }
    const sentenceOf = (unit: string, rule: string) =>
      all(unitOf(event?.['way'], unit)?.['silent']).find((one) => String(one['rule']) === rule)?.['sentence'];
    expect(sentenceOf(refOf(told.rollout), 'outside-window')).toContain('planned window');
    expect(sentenceOf(refOf(told.rollout), 'incomplete-request')).toBe(
      'It is asked about a change, not about a deployment; the change shows it.',
    );
    expect(sentenceOf(refOf(told.ticket), 'direct-push')).toBe(
      'It is asked about each implementation of the change; its deployments show it.',
    );
    expect(sentenceOf(refOf(told.ticket), 'emergency-without-review')).toContain('no emergency');
    const elsewhere = await explain('deployment.requested', refOf(told.staging));
    expect(all(unitOf(elsewhere['event']?.['way'], refOf(told.staging))?.['silent'])).toContainEqual({
      rule: 'direct-push',
      sentence: 'It is asked of deployments to production, and this is none.',
    });
  });

  it('of a delivery tells the whole way of each of its records, to the verdicts', async () => {
    const { delivery } = await explain('deployment.requested', refOf(told.rollout));
    const answer = await askApi(
      acme.sql,
      `query ($id: ID!) { explain(delivery: $id) { delivery { records(first: 20) { nodes { state events(first: 20) { nodes { type way { ${WAY} } } } } } } } }`,
      { id: delivery?.['id'] },
    );
    const events = all(answer['explain']?.['delivery']?.['records']?.['nodes']).flatMap((record) => all(record['events']?.['nodes']));
    const started = events.filter((one) => String(one['type']) === 'deployment.started');
    expect(started.some(({ way }) => unitOf(way, refOf(told.rollout)) !== undefined)).toBe(true);
  });
});
