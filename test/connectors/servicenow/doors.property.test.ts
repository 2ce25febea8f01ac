import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Doorbell, type Draft, genuine, type RawRecord } from '#contract';
import servicenow from '../../../connectors/servicenow/index.js';
import { fixedPartOf, identityOf } from '../../contract/sameness.js';
import { aHistory, begin, happen, type Step } from './any-history.js';
import { connected, type Connected, eventsOf, pass } from './reading.js';

/** What a hub knows: of each fact what it was told; another word on the same fact fails the test. */
class Known {
  readonly facts = new Map<string, { readonly fixed: unknown; readonly draft: Draft }>();

  tell(records: readonly RawRecord[]): void {
    for (const draft of eventsOf(records)) {
      const before = this.facts.get(identityOf(draft));
      if (before) expect(fixedPartOf(draft), identityOf(draft)).toEqual(before.fixed);
      else this.facts.set(identityOf(draft), { fixed: fixedPartOf(draft), draft });
    }
  }

  /** Without what was read in between: a value that nobody can be asked for any more. */
  get lasting(): string[] {
    return [...this.facts]
      .filter(([, { draft }]) => !isReading(draft))
      .map(([identity]) => identity)
      .sort();
  }
}

const isReading = ({ identity }: Draft) => identity.transition === 'read' || identity.discriminator?.at(-1) === 'read';

function parsed(sent: object): { readonly records: readonly RawRecord[]; readonly doorbells: readonly Doorbell[] } {
  const answer = genuine({ headers: { 'webhook-id': 'x' }, body: new TextEncoder().encode(JSON.stringify(sent)) });
  if (!('genuine' in answer) || !servicenow.webhook) throw new Error('refused');
  return servicenow.webhook.parse(answer.genuine);
}

const fetched = async ({ io }: Connected, bells: readonly Doorbell[]) =>
  (await Promise.all(bells.map((bell) => servicenow.poll.fetch(bell, io)))).flatMap(({ records }) => records);

const STREAMS = ['change_request', 'change_task', 'sysapproval_approver', 'task_ci'];

async function polled(at: Connected, cursors: Map<string, Awaited<ReturnType<typeof pass>>['cursor']>) {
  const records: RawRecord[] = [];
  for (const table of STREAMS) {
    const found = await pass(at, table, cursors.get(table) ?? null);
    cursors.set(table, found.cursor);
    records.push(...found.records);
  }
  return records;
}

/** `true`: a poll comes between this step and the next. */
const plan = fc.array(fc.boolean(), { minLength: 14, maxLength: 14 });

describe('the two doors', () => {
  it('14.1 14.2 tell the same facts, by polls alone, by deliveries alone, and by both, doubled and in the wrong order', async () => {
    let compared = 0;
    const property = fc.asyncProperty(aHistory, plan, async (history, polls) => {
      const at = await connected({ checkpoints: true });
      try {
        begin(at.world);
        const [byPoll, byDelivery, byBoth] = [new Known(), new Known(), new Known()];
        const initial = await polled(at, new Map());
        for (const known of [byPoll, byDelivery, byBoth]) known.tell(initial);
        const cursors = new Map<string, Awaited<ReturnType<typeof pass>>['cursor']>();
        const sent: object[] = [];
        for (const [nth, step] of timed(history)) {
          sent.push(happen(at.world, step, step.second, nth + 1));
          byDelivery.tell(parsed(sent.at(-1)!).records);
          if (polls[nth]) byPoll.tell(await polled(at, cursors));
        }
        byPoll.tell(await polled(at, cursors));
        byDelivery.tell(
          await fetched(
            at,
            sent.flatMap((one) => parsed(one).doorbells),
          ),
        );
        for (const one of [...sent].reverse().flatMap((each) => [each, each])) {
          byBoth.tell(await fetched(at, parsed(one).doorbells));
          byBoth.tell(parsed(one).records);
        }
        byBoth.tell(await polled(at, cursors));
        expect(byDelivery.lasting).toEqual(byPoll.lasting);
        expect(byBoth.lasting).toEqual(byPoll.lasting);
        compared += byPoll.lasting.length;
      } finally {
        await at.world.close();
      }
    });
    await fc.assert(property, { numRuns: 15 });
    expect(compared).toBeGreaterThan(200);
  });

  it('tell a change twice where the operator did not say that its count is that of the audit, so that the script must not tell it', async () => {
    const at = await connected();
    try {
      begin(at.world);
      const sent = happen(at.world, { nth: 1, kind: 'change', values: { state: '-4' }, by: 'ana.ruiz', later: 1 }, 1, 1);
      const known = new Known();
      known.tell([...parsed(sent).records, ...(await polled(at, new Map()))]);
      expect([...known.facts.values()].filter(({ draft }) => draft.type === 'ticket.status_changed')).toHaveLength(2);
    } finally {
      await at.world.close();
    }
  });
});

function timed(history: readonly Step[]): [number, Step & { readonly second: number }][] {
  let second = 0;
  return history.map((step, nth) => [nth, { ...step, second: (second += step.later) }]);
}
