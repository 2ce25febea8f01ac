import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createToken, oneTimeCode, revokeToken } from '../../src/access/index.js';
import { followToEnd } from '../../src/follow/index.js';
import { deploy, openGap } from './deployed.js';
import { openStream, type EventStream, type StreamEvent } from './event-stream.js';
import { pushed, record } from './facts.js';
import { stepOfGap } from './gap-steps.js';
import { runHub, type RunningHub } from './running-hub.js';
import { subscribers } from './subscribers.js';

let hub: RunningHub;

beforeAll(async () => {
  hub = await runHub(() => ({ heartbeatMs: 50 }));
  await hub.tokenFor('viewer');
  await deploy(hub.sql, 2);
  await openGap(hub.sql, 1, 'OPEN', 5);
  await followToEnd(hub.sql, hub.key);
});
afterAll(() => hub.stop());

const ALERTS = 'subscription ($after: LedgerCursor) { gapAlerts(after: $after, filter: { rules: ["direct-push"] }) { type } }';
const TIMELINE = 'subscription { timeline(filter: { types: ["branch.pushed"] }) { event { type } } }';
const begun = (got: readonly StreamEvent[]) => got.some(({ id }) => id !== null);
const told = (count: number) => (got: readonly StreamEvent[]) => got.filter(({ event }) => event === 'next').length === count;
const idsOf = (stream: EventStream) => stream.got.flatMap(({ event, id }) => (event === 'next' ? [Number(id)] : []));
const released = async () => {
  while (hub.hub.tail.waiting() > 0) await new Promise((resolve) => setTimeout(resolve, 10));
};

describe('/graphql/stream', () => {
  it('tells every alert once across cuts, also one that came before the first was told', async () => {
    const authorization = `Bearer ${await hub.tokenFor('viewer')}`;
    const recorded: number[] = [];
    const seen: number[] = [];
    let lastId = '';
    for (const missed of [1, 2, 3]) {
      const stream = await openStream(hub, { query: ALERTS, headers: { authorization, 'last-event-id': lastId } });
      await stream.until(begun);
      expect(stream.type).toBe('text/event-stream; charset=utf-8');
      await stream.until((got) => seen.length + got.filter(({ event }) => event === 'next').length === recorded.length);
      if (missed > 1) {
        recorded.push(await stepOfGap(hub, 'gap.opened', 1));
        await stream.until((got) => seen.length + got.filter(({ event }) => event === 'next').length === recorded.length);
      }
      lastId = stream.lastId();
      stream.cut();
      await stream.ended;
      await released();
      seen.push(...idsOf(stream));
      for (let n = 0; n < missed; n += 1) recorded.push(await stepOfGap(hub, 'gap.resolved', 1));
    }
    const last = await openStream(hub, { query: ALERTS, headers: { authorization, 'last-event-id': lastId } });
    await last.until(told(3));
    last.cut();
    expect([...seen, ...idsOf(last)]).toEqual(recorded);
    expect(last.news()).toEqual(Array(3).fill({ data: { gapAlerts: { type: 'gap.resolved' } } }));
  });

  it('goes on after Last-Event-ID, whatever the subscription says in after', async () => {
    const first = await stepOfGap(hub, 'gap.opened', 1);
    const second = await stepOfGap(hub, 'gap.resolved', 1);
    const authorization = `Bearer ${await hub.tokenFor('viewer')}`;
    const stream = await openStream(hub, {
      query: ALERTS,
      variables: { after: '-1' },
      headers: { authorization, 'last-event-id': String(first) },
    });
    await stream.until(told(1));
    expect(idsOf(stream)).toEqual([second]);
    stream.cut();
  });

  it('takes the subscription by POST, too, and says in silence that it lives', async () => {
    const stream = await openStream(hub, { query: TIMELINE, method: 'POST' });
    await stream.until((got) => begun(got) && got.filter(({ comment }) => comment).length >= 2);
    const [event] = await record(hub.sql, hub.key, [pushed(7_000)]);
    await stream.until(told(1));
    expect(idsOf(stream)).toEqual([event?.seq]);
    expect(stream.news()).toEqual([{ data: { timeline: { event: { type: 'branch.pushed' } } } }]);
    stream.cut();
  });

  it('releases everything when the connection closes', async () => {
    await released();
    const streams = await Promise.all([1, 2, 3].map(() => openStream(hub, { query: TIMELINE })));
    while ((await subscribers(hub)) !== 3) await new Promise((resolve) => setTimeout(resolve, 10));
    for (const stream of streams) stream.cut();
    await released();
    expect([await subscribers(hub), hub.hub.tail.waiting()]).toEqual([0, 0]);
  });

  it('says that its token was revoked, and completes', async () => {
    const { token, secret } = await createToken(hub.hub.access, {
      holder: 'Leaver',
      holderKind: 'PERSON',
      role: 'viewer',
      expiresAt: { inDays: 1 },
      createdBy: 'test',
    });
    const stream = await openStream(hub, { query: TIMELINE, headers: { authorization: `Bearer ${secret}` } });
    await stream.until(begun);
    await revokeToken(hub.hub.access, token.id, 'test');
    await stream.ended;
    expect(stream.news()).toMatchObject([{ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] }]);
    expect(stream.got.at(-1)).toMatchObject({ event: 'complete' });
  });

  it('lets the page of the hub in by its cookie, and no page of another origin', async () => {
    const { id } = (
      await createToken(hub.hub.access, {
        holder: 'operator',
        holderKind: 'BOOTSTRAP',
        role: 'administrator',
        expiresAt: { inDays: 1 },
        createdBy: 'hub',
      })
    ).token;
    const entered = await fetch(`${hub.url}/?code=${await oneTimeCode(hub.sql, id)}`, { redirect: 'manual' });
    const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
    const ours = await openStream(hub, { query: TIMELINE, headers: { cookie, origin: hub.url } });
    await ours.until(begun);
    ours.cut();
    const theirs = await openStream(hub, { query: TIMELINE, headers: { cookie, origin: 'https://evil.example' } });
    expect([theirs.status, (await theirs.refusal()).errors[0]?.extensions['code']]).toEqual([401, 'UNAUTHENTICATED']);
  });

  it.each([
    ['{ viewer { name } }', {}, {}, /Only subscriptions are streamed/],
    ['subscription { nothing { id } }', {}, {}, /Cannot query field "nothing"/],
    ['subscription {', {}, {}, /Syntax Error/],
    [ALERTS, { after: '1000000' }, {}, /another ledger/],
    [ALERTS, { after: 'x' }, {}, /is no LedgerCursor/],
    [ALERTS, {}, { 'last-event-id': 'x' }, /Last-Event-ID is no position of the ledger/],
    [ALERTS, {}, { 'last-event-id': '1000000' }, /another ledger/],
  ])('refuses %s with %o and %o in a sentence, before a stream begins', async (query, variables, more, sentence) => {
    const authorization = `Bearer ${await hub.tokenFor('viewer')}`;
    const stream = await openStream(hub, { query, variables, headers: { authorization, ...more } as Record<string, string> });
    expect(stream.status).toBe(400);
    const [refusal] = (await stream.refusal()).errors;
    expect(refusal?.extensions).toEqual({ code: 'BAD_INPUT' });
    expect(refusal?.message).toMatch(sentence);
  });

  it.each(['?query=1&variables={', '', '?query=a&query=b'])('refuses the address %j, which holds no question', async (address) => {
    const headers = { authorization: `Bearer ${await hub.tokenFor('viewer')}` };
    const response = await fetch(`${hub.url}/graphql/stream${address}`, { headers });
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(/Send the subscription as JSON by POST/);
  });

  it('answers nobody without a token', async () => {
    const response = await fetch(`${hub.url}/graphql/stream?query=${encodeURIComponent(TIMELINE)}`);
    expect(response.status).toBe(401);
  });
});
