import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Draft, genuine, type GenuineDelivery, type RawRecord } from '#contract';
import env0 from '../../../connectors/env0/index.js';
import { fixedPartOf, identityOf } from '../../contract/sameness.js';
import { aProject, type Life } from './any-project.js';
import { connected, type Connected, eventsOf, pass } from './reading.js';

/** Every delivery that env zero would send, in its order. */
function deliveriesOf(lives: readonly Life[]): GenuineDelivery[] {
  return lives.flatMap(({ told }) =>
    told.map(({ event, at, then }) => {
      const environment = { id: then.environmentId, name: 'pay', projectId: 'pay' };
      const commit = (then['gitMetadata'] as { commit: string } | null)?.commit ?? null;
      const data = { environment, deploymentLog: then, ...(commit === null ? {} : { gitRevision: commit }) };
      const body = new TextEncoder().encode(JSON.stringify({ type: event, id: 'e', time: at, data }));
      const answer = genuine({ headers: {}, body });
      if (!('genuine' in answer)) throw new Error(answer.refused);
      return answer.genuine;
    }),
  );
}

const recordsOf = (delivery: GenuineDelivery): readonly RawRecord[] => env0.webhook?.parse(delivery).records ?? [];
const fixed = (events: readonly Draft[]) => new Map(events.map((event) => [identityOf(event), fixedPartOf(event)]));

/** Webhook-only: that it waited, where nobody reviewed it in the end and it waits no more. */
const isWebhookOnly = ({ type }: Draft): boolean => type === 'approval.requested';

async function rung({ io }: Connected, deliveries: readonly GenuineDelivery[]): Promise<readonly RawRecord[]> {
  const bells = deliveries.flatMap((delivery) => env0.webhook?.parse(delivery).doorbells ?? []);
  const fetched = await Promise.all(bells.map((bell) => env0.poll.fetch(bell, io)));
  return fetched.flatMap(({ records }) => records);
}

async function inAWorld(check: (open: Connected, lives: readonly Life[]) => Promise<void>): Promise<void> {
  const property = fc.asyncProperty(aProject, async ({ world, lives }) => {
    const open = await connected(world);
    try {
      await check(open, lives);
    } finally {
      await open.tool.close();
    }
  });
  await fc.assert(property, { numRuns: 30 });
}

describe('the two doors', () => {
  it('14.1 tell the same core of every fact that both bring, and the poll all but what is webhook-only', async () => {
    let compared = 0;
    await inAWorld(async (open, lives) => {
      const polled = fixed(eventsOf((await pass(open.io)).records));
      for (const told of eventsOf(deliveriesOf(lives).flatMap(recordsOf))) {
        const read = polled.get(identityOf(told));
        if (read === undefined && isWebhookOnly(told)) continue;
        expect(fixedPartOf(told), identityOf(told)).toEqual(read);
        compared += 1;
      }
    });
    expect(compared).toBeGreaterThan(150);
  });

  it('14.1 give one event of each fact, polled, told, told twice, told backwards, rung for, or all of it', async () => {
    await inAWorld(async (open, lives) => {
      const polled = (await pass(open.io)).records;
      const deliveries = deliveriesOf(lives);
      const told = deliveries.flatMap(recordsOf);
      const fetched = await rung(open, deliveries);
      const first = fixed(eventsOf([...polled, ...told, ...fetched]));
      const second = fixed(eventsOf([...fetched, ...[...told, ...told].reverse(), ...polled, ...polled]));
      expect(new Map([...second].sort())).toEqual(new Map([...first].sort()));
    });
  });

  it('14.11 without any webhook, the poll has everything but what is listed as webhook-only', async () => {
    await inAWorld(async (open, lives) => {
      const polled = new Set(eventsOf((await pass(open.io)).records).map(identityOf));
      const missed = eventsOf([...deliveriesOf(lives).flatMap(recordsOf), ...(await rung(open, deliveriesOf(lives)))]).filter(
        (event) => !polled.has(identityOf(event)),
      );
      expect(missed.filter((event) => !isWebhookOnly(event))).toEqual([]);
    });
  });

  it('14.2 never tell of an approved deployment that it began before the decision', async () => {
    await inAWorld(async (open) => {
      const events = eventsOf((await pass(open.io)).records);
      for (const decided of events.filter(({ type, core }) => type === 'approval.decided' && core['decision'] === 'APPROVED')) {
        const started = events.find(({ type, subject }) => type === 'deployment.started' && subject.$ref[1] === decided.subject.$ref[1]);
        if (decided.occurredAt && started?.occurredAt) expect(decided.occurredAt.to <= started.occurredAt.from).toBe(true);
      }
    });
  });
});
