import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newContext } from '../../schema/index.js';
import { viewerOfToken } from '../../src/access/index.js';
import { Audiences } from '../../src/server/audience/index.js';
import { prepare } from '../../src/server/prepare.js';
import { pushed, record } from './facts.js';
import { runHub, type RunningHub } from './running-hub.js';
import { connect, subscribe, type Subscriber } from './socket.js';
import { metric, subscribers } from './subscribers.js';

let hub: RunningHub;
beforeAll(async () => {
  hub = await runHub();
  await Promise.all([hub.tokenFor('viewer'), hub.tokenFor('auditor'), hub.tokenFor('administrator')]);
});
afterAll(() => hub.stop());

const QUESTION =
  'subscription ($from: LedgerCursor, $filter: TimelineFilter) { timeline(after: $from, filter: $filter) { cursor event { seq } } }';
const cursors = ({ got }: Subscriber) => got.map(({ data }) => Number(data?.['timeline']?.['cursor']));
let made = 20_000;
const more = async (count: number) => {
  const events = await record(
    hub.sql,
    hub.key,
    Array.from({ length: count }, () => pushed((made += 1))),
  );
  return events.map(({ seq }) => seq);
};
const end = async () => (await more(1))[0]!;
const until = async (holds: () => Promise<boolean>) => {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 10));
};
const counts = async () => [await metric(hub, 'subscription_answers_total'), await metric(hub, 'subscription_messages_total')] as const;

/** Answers to one who begins after a position, taken one by one. */
const opened = async (audiences: Audiences, from: number) => {
  const viewer = await viewerOfToken(hub.sql, await hub.tokenFor('viewer'));
  const args = prepare({ query: QUESTION, variables: { from: String(from) } }, (life) => newContext(hub.hub, viewer, { life }));
  const answers = 'document' in args ? await audiences.answers(args) : null;
  if (answers === null || !('told' in answers)) throw new Error('It did not begin.');
  return answers.told;
};

const taken = async (told: Awaited<ReturnType<typeof opened>>, count: number) => {
  const seqs: number[] = [];
  while (seqs.length < count) seqs.push((await told.next()).value!.seq);
  return seqs;
};

describe('subscribers who ask the same in the same role', () => {
  it('are told by one run of the question, wherever each began', async () => {
    const from = await end();
    const old = await more(3);
    const clients = await Promise.all([1, 2, 3, 4, 5].map(() => connect(hub)));
    const all = clients.map((client, nth) => subscribe(client, QUESTION, nth === 0 ? { from: String(from) } : {}));
    await all[0]!.until(3);
    await until(async () => (await subscribers(hub)) === 5);
    expect(await metric(hub, 'subscribed_questions')).toBe(1);
    const before = await counts();
    const recorded = await more(7);
    await Promise.all(all.map((one, nth) => one.until(nth === 0 ? 10 : 7)));
    expect(all.map(cursors)).toEqual([[...old, ...recorded], recorded, recorded, recorded, recorded]);
    const after = await counts();
    expect([after[0] - before[0], after[1] - before[1]]).toEqual([7, 35]);
    for (const client of clients) await client.dispose();
    await until(async () => (await metric(hub, 'subscribed_questions')) === 0);
  });

  it('share nothing with another role, other variables or another question', async () => {
    const [viewer, auditor] = [await connect(hub), await connect(hub, await hub.tokenFor('auditor'))];
    const filter = { types: ['branch.pushed'] };
    const all = [
      subscribe(viewer, QUESTION),
      subscribe(auditor, QUESTION),
      subscribe(viewer, QUESTION, { filter }),
      subscribe(viewer, QUESTION.replace('cursor', 'cursor kind')),
    ];
    await until(async () => (await subscribers(hub)) === 4);
    expect(await metric(hub, 'subscribed_questions')).toBe(4);
    await more(2);
    await Promise.all(all.map((one) => one.until(2)));
    for (const client of [viewer, auditor]) await client.dispose();
  });

  it('miss and double nothing, whoever comes while others are told', async () => {
    const from = await end();
    const clients = await Promise.all(Array.from({ length: 8 }, () => connect(hub)));
    const recorded: number[] = [];
    const all: Subscriber[] = [];
    for (const client of clients) {
      const recording = more(40);
      all.push(subscribe(client, QUESTION, { from: String(from) }));
      recorded.push(...(await recording));
    }
    await Promise.all(all.map((one) => one.until(recorded.length)));
    for (const one of all) expect(cursors(one)).toEqual(recorded);
    for (const client of clients) await client.dispose();
  });
});

describe('a subscriber who takes news more slowly than they come', () => {
  it('is ended with the cursor after which he goes on, and misses nothing', async () => {
    const audiences = new Audiences({ tail: hub.hub.tail, mostWaiting: 20 });
    const from = await end();
    const [slow, quick] = [await opened(audiences, from), await opened(audiences, from)];
    const [first, all] = [taken(slow, 1), taken(quick, 31)];
    const [cursor] = await more(1);
    expect(await first).toEqual([cursor]);
    const recorded = await more(30);
    expect(await all).toEqual([cursor, ...recorded]);
    const refused: unknown = await slow.next().catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'UNAVAILABLE', facts: { cursor: String(cursor) } });
    expect(await slow.next()).toEqual({ done: true, value: undefined });
    const again = await opened(audiences, cursor!);
    expect(await taken(again, 30)).toEqual(recorded);
    for (const one of [quick, again]) await one.return(undefined);
    expect(audiences.counts()).toMatchObject({ subscribers: 0, questions: 0 });
  });
});

describe('a subscriber who comes to where the ledger ended while the others are told more', () => {
  it('is told that, too, before it joins them', async () => {
    let held: Promise<void> | null = null;
    const position = async () => {
      const [at, wait] = [await hub.hub.tail.position(), held];
      held = null;
      await wait;
      return at;
    };
    const audiences = new Audiences({ tail: { ...hub.hub.tail, position } });
    const from = await end();
    const first = await opened(audiences, from);
    const told = taken(first, 4);
    const [one] = await more(1);
    await until(() => Promise.resolve(audiences.counts().messages === 1));
    const late = await opened(audiences, one!);
    let release = (): void => undefined;
    held = new Promise((resolve) => (release = resolve));
    const its = taken(late, 3);
    await until(() => Promise.resolve(held === null));
    const recorded = await more(3);
    expect(await told).toEqual([one, ...recorded]);
    release();
    expect(await its).toEqual(recorded);
    for (const subscriber of [first, late]) await subscriber.return(undefined);
  });
});
