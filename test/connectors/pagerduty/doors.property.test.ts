import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Draft, genuine, type GenuineDelivery, type RawRecord } from '#contract';
import pagerduty from '../../../connectors/pagerduty/index.js';
import { fixedPartOf, identityOf } from '../../contract/sameness.js';
import { connected, type Connected, eventsOf, pass } from './reading.js';
import { type Agent, ANA, BEN, incident, type Incident, MONITOR, timeOf, worldOf } from '../../../src/sample/pagerduty/world.js';

const agent = fc.constantFrom<Agent>(ANA, BEN, MONITOR);
const life = fc.record({
  created: fc.integer({ min: -40_000_000, max: 900_000 }),
  lasts: fc.option(fc.integer({ min: 1, max: 90_000 }), { nil: null }),
  by: agent,
  resolver: agent,
  title: fc.oneof(fc.string({ unit: 'grapheme', maxLength: 20 }), fc.constantFrom('PAY-12 is slow', '', '__proto__')),
  now: fc.constantFrom('PIJ90N7', 'POTHER1'),
  urgency: fc.constantFrom<'high' | 'low'>('high', 'low'),
  priority: fc.constantFrom(null, 'P1'),
});
const aWorld = fc
  .array(life, { minLength: 1, maxLength: 6 })
  .map((lives) =>
    lives.map(({ lasts, ...own }, at) => incident(at + 1, own.created, { ...own, resolved: lasts === null ? null : own.created + lasts })),
  );

/** What PagerDuty would send; the urgency and the priority may have been others then. */
function deliveriesOf(incidents: readonly Incident[]): GenuineDelivery[] {
  return incidents.flatMap((one) => [
    told(one, 'incident.triggered', one.created, one.by),
    told(one, 'incident.acknowledged', one.created + 1, BEN),
    ...(one.resolved === null ? [] : [told(one, 'incident.resolved', one.resolved, one.resolver)]),
  ]);
}

function told(one: Incident, type: string, at: number, agent: Agent): GenuineDelivery {
  const service = { id: one.service, type: 'service_reference' };
  const data = {
    id: one.id,
    type: 'incident',
    number: one.number,
    created_at: timeOf(one.created),
    title: one.title,
    service,
    urgency: 'high',
    priority: null,
  };
  const event = {
    id: 'e',
    event_type: type,
    resource_type: 'incident',
    occurred_at: timeOf(at).replace('Z', '.412Z'),
    agent,
    client: null,
    data,
  };
  const answer = genuine({ headers: {}, body: new TextEncoder().encode(JSON.stringify({ event })) });
  if (!('genuine' in answer)) throw new Error(answer.refused);
  return answer.genuine;
}

const recordsOf = (delivery: GenuineDelivery): readonly RawRecord[] => pagerduty.webhook?.parse(delivery).records ?? [];
const fixed = (events: readonly Draft[]) => new Map(events.map((event) => [identityOf(event), fixedPartOf(event)]));

async function rung({ io }: Connected, deliveries: readonly GenuineDelivery[]): Promise<readonly RawRecord[]> {
  const bells = deliveries.flatMap((delivery) => pagerduty.webhook?.parse(delivery).doorbells ?? []);
  const fetched = await Promise.all(bells.map((bell) => pagerduty.poll.fetch(bell, io)));
  return fetched.flatMap(({ records }) => records);
}

async function inAWorld(check: (open: Connected, incidents: readonly Incident[]) => Promise<void>): Promise<void> {
  const property = fc.asyncProperty(aWorld, async (incidents) => {
    const open = await connected(worldOf(incidents));
    try {
      await check(open, incidents);
    } finally {
      await open.tool.close();
    }
  });
  await fc.assert(property, { numRuns: 30 });
}

describe('the two doors', () => {
  it('14.1 tell the same core of every fact that both bring', async () => {
    let compared = 0;
    await inAWorld(async (open, incidents) => {
      const polled = fixed(eventsOf((await pass(open.io)).records));
      for (const event of eventsOf(deliveriesOf(incidents).flatMap(recordsOf))) {
        expect(fixedPartOf(event), identityOf(event)).toEqual(polled.get(identityOf(event)));
        compared += 1;
      }
    });
    expect(compared).toBeGreaterThan(60);
  });

  it('14.1 give one event of each fact, polled, told twice, told backwards, rung for, or all of it', async () => {
    await inAWorld(async (open, incidents) => {
      const polled = (await pass(open.io)).records;
      const deliveries = deliveriesOf(incidents);
      const told = deliveries.flatMap(recordsOf);
      const fetched = await rung(open, deliveries);
      const alone = fixed(eventsOf(polled));
      expect(new Map([...fixed(eventsOf([...fetched, ...[...told, ...told].reverse(), ...polled]))].sort())).toEqual(
        new Map([...alone].sort()),
      );
      expect(new Map([...fixed(eventsOf([...told, ...fetched]))].sort())).toEqual(new Map([...alone].sort()));
    });
  });
});
