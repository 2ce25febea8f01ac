import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { policySchema } from '#contract';
import type { Transaction } from '../../src/db/pool.js';
import { noteDueSteps } from '../../src/follow/due-steps.js';
import { followToEnd } from '../../src/follow/index.js';
import { activatePolicy } from '../../src/hub/activate-policy.js';
import { gapDoor } from '../../src/hub/gap-door.js';
import { append, hubEvent } from '../../src/ledger/index.js';
import type { GapAct } from '../../src/read/index.js';
import { until } from '../intake/until.js';
import { deploy, deploymentRef, judge } from '../schema/deployed.js';
import { runHub, type RunningHub } from '../schema/running-hub.js';

let hub: RunningHub;
let n = 0;
let subject: string;

beforeAll(async () => {
  hub = await runHub();
  await activatePolicy(hub.sql, policySchema.parse({ people: { 'Cora Lind': { accounts: [] } } }), hub.key);
  await deploy(hub.sql, 20);
});
afterAll(() => hub.stop());
beforeEach(async () => {
  n += 1;
  subject = deploymentRef(n);
  await judge(hub.sql, { n, answer: 'GAP', from: n });
  await followToEnd(hub.sql, hub.key);
});

const by = { token: '00000000-0000-0000-0000-000000000000', name: 'Cora Lind', reason: 'As agreed.' };
const say = (act: GapAct) => gapDoor(hub.sql, hub.key)({ which: { names: [{ rule: 'direct-push', subject }] }, act, by });
const waive = (ms = 86_400_000): GapAct => {
  const ends = new Date(Date.now() + ms).toISOString().replace('Z', '000Z') as never;
  return { type: 'gap.waived', waiver: { disposition: 'RISK_ACCEPTED', until: ends, control: null, evidence: [], fact: null } };
};
async function done(act: GapAct): Promise<void> {
  expect(await say(act)).toHaveProperty('gaps');
  await followToEnd(hub.sql, hub.key);
}

interface Change {
  readonly answer?: string;
  readonly sentence?: string;
  readonly events?: readonly number[];
}

/** The rule's answer from now on; it settles at once. */
async function nowSays({ answer = 'GAP', sentence = 'It says GAP.', events = [0, 1] }: Change): Promise<void> {
  await hub.sql.begin(async (tx) => {
    const [now] = await tx<{ now: string }[]>`select clock_timestamp() as now`;
    const [old] = await tx`
      update verdict set recorded_to = ${now?.now ?? ''} where subject = ${subject} and recorded_to is null returning *`;
    const next = { ...old, recorded_from: now?.now, recorded_to: null, answer, sentence, settles_at: answer === 'GAP' ? now?.now : null };
    await tx`insert into verdict select * from json_populate_record(null::verdict, ${JSON.stringify({ ...next, events })}::text::json)`;
    await noteDueSteps(tx as Transaction, [{ rule: 'direct-push', subject }]);
  });
  await followToEnd(hub.sql, hub.key);
}

async function life(): Promise<{ status: string; disposition: string | null; openings: number; steps: string[] }> {
  const [gap] = await hub.sql<{ status: string; disposition: string | null; openings: number }[]>`
    select status, disposition, openings from gap where subject = ${subject}`;
  const steps = await hub.sql<{ type: string; cause: string }[]>`
    select t.type, convert_from(l.body, 'UTF8')::jsonb #>> '{core,cause}' as cause
    from timeline_entry t join ledger_event l using (seq)
    where t.subject = ${`gap:direct-push:${subject}`} order by t.seq`;
  return { status: '', disposition: null, openings: 0, ...gap, steps: steps.map(({ type, cause }) => `${type.slice(4)} ${cause}`) };
}

describe('a waived gap', () => {
  it('is open again when its waiver ran out, once, as of its end, although nobody followed then', async () => {
    await done(waive(300));
    expect(await life()).toMatchObject({ status: 'WAIVED', disposition: 'RISK_ACCEPTED' });
    await until('the waiver ran out', async () => {
      const [row] = await hub.sql<{ over: boolean }[]>`select waived_until < clock_timestamp() as over from gap where subject = ${subject}`;
      return row?.over ?? false;
    });
    expect((await life()).status).toBe('WAIVED');
    const [{ ends } = { ends: '' }] = await hub.sql<{ ends: string }[]>`select waived_until as ends from gap where subject = ${subject}`;
    await followToEnd(hub.sql, hub.key);
    await followToEnd(hub.sql, hub.key);
    expect(await life()).toEqual({
      status: 'OPEN',
      disposition: null,
      openings: 2,
      steps: ['opened FACT', 'waived PERSON', 'reopened EXPIRY'],
    });
    const [step] = await hub.sql<{ at: string }[]>`
      select occurred_from as at from timeline_entry where subject = ${`gap:direct-push:${subject}`} and type = 'gap.reopened'`;
    expect(step?.at).toBe(ends);
  });

  it('can be waived again after that, and runs out again', async () => {
    for (const _ of [1, 2]) {
      await done(waive(100));
      await until('it is open again', async () => {
        await followToEnd(hub.sql, hub.key);
        return (await life()).status === 'OPEN';
      });
    }
    expect(await life()).toMatchObject({ openings: 3 });
  });

  it('is resolved when the rule holds, and open when it fails again: the waiver is over', async () => {
    await done(waive());
    await nowSays({ answer: 'PASS' });
    expect(await life()).toMatchObject({ status: 'RESOLVED', disposition: null });
    await nowSays({ answer: 'GAP' });
    expect(await life()).toMatchObject({ status: 'OPEN', steps: ['opened FACT', 'waived PERSON', 'resolved FACT', 'reopened FACT'] });
  });

  it.each<readonly [string, GapAct]>([
    ['acknowledged', { type: 'gap.acknowledged' }],
    ['waived', waive()],
    ['remediated', { type: 'gap.remediated', evidence: ['log 7'] }],
  ])(
    '(and one that is %s) is open again, once, when the rule says something else of it, and not when it says the same',
    async (word, act) => {
      await done(act);
      await nowSays({ events: [0, 1, 2] });
      expect(await life()).toMatchObject({ status: word.toUpperCase(), openings: 1 });
      await nowSays({ answer: 'INDETERMINATE', sentence: 'Nobody knows.' });
      await nowSays({});
      expect(await life()).toMatchObject({ status: word.toUpperCase(), openings: 1 });
      await nowSays({ sentence: 'Now it is five commits.' });
      await followToEnd(hub.sql, hub.key);
      expect(await life()).toMatchObject({ status: 'OPEN', openings: 2, steps: ['opened FACT', `${word} PERSON`, 'reopened FACT'] });
      const [gap] = await hub.sql`select sentence from gap where subject = ${subject}`;
      expect(gap?.['sentence']).toBe('Now it is five commits.');
    },
  );

  it('never changes its verdict', async () => {
    await done(waive());
    expect(await hub.sql`select answer from verdict where subject = ${subject} and recorded_to is null`).toEqual([{ answer: 'GAP' }]);
  });
});

describe('what a person says of a gap', () => {
  it('is decided with all that was recorded followed: it waits, and then sees it', async () => {
    const core = { rule: 'direct-push', judged: subject, unit: subject, severity: 'HIGH', sentence: 'Seen.', by: 'token:1' };
    const identity = { kind: 'gap', natural: ['direct-push', subject], transition: 'acknowledged', discriminator: ['test'] };
    const seen = hubEvent('gap.acknowledged', `gap:direct-push:${subject}`, identity, core, {}, hub.key);
    await hub.sql.begin((tx) => append(tx as Transaction, [seen], { key: hub.key }));
    let answered = false;
    const answer = say({ type: 'gap.acknowledged' }).finally(() => (answered = true));
    // As many questions as the door needs, one after the other, and more.
    for (let round = 0; round < 50; round += 1) await hub.sql`select pg_backend_pid()`;
    expect(answered).toBe(false);
    await followToEnd(hub.sql, hub.key);
    expect(await answer).toMatchObject({ sentence: expect.stringMatching(/is acknowledged already/) as string });
  });

  it('of two who waive at the same moment, one does; the other is told that it is waived', async () => {
    const [one, other] = [say(waive()), say(waive())];
    const first = await Promise.race([one, other]);
    await followToEnd(hub.sql, hub.key);
    const both = [await one, await other];
    expect(first).toHaveProperty('gaps');
    expect(both.filter((each) => 'gaps' in each)).toHaveLength(1);
    expect(both.find((each) => 'sentence' in each)).toMatchObject({ sentence: expect.stringMatching(/is waived/) as string });
  });
});
