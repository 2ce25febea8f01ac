import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createToken, revokeToken } from '../../src/access/index.js';
import { pushed, record, titled } from './facts.js';
import { runHub, type RunningHub } from './running-hub.js';
import { connect, subscribe, type Subscriber } from './socket.js';
import { subscribers } from './subscribers.js';

let hub: RunningHub;

beforeAll(async () => {
  hub = await runHub();
  // Tokens are events, too: all are made before anything is counted.
  await Promise.all([hub.tokenFor('viewer'), hub.tokenFor('administrator')]);
});
afterAll(() => hub.stop());

const TIMELINE =
  'subscription ($after: LedgerCursor, $filter: TimelineFilter) { timeline(after: $after, filter: $filter) { kind cursor event { seq type } } }';
const cursors = (subscriber: Subscriber) => subscriber.got.map(({ data }) => Number(data?.['timeline']?.['cursor']));
const asOf = async () => {
  const { data } = await hub.ask('{ timeline(first: 1) { asOfCursor } }');
  return String(data['timeline']?.['asOfCursor']);
};
let made = 1_000;
const more = (count: number) =>
  record(
    hub.sql,
    hub.key,
    Array.from({ length: count }, () => pushed((made += 1))),
  );

describe('the timeline as a subscription', () => {
  it('goes on from the position of a query, across a lost connection, and misses and doubles nothing', async () => {
    await more(3);
    const start = await asOf();
    await more(5);
    const client = await connect(hub);
    const first = subscribe(client, TIMELINE, { after: start });
    await first.until(5);
    await more(2);
    await first.until(7);
    client.terminate();
    await client.dispose();
    const last = cursors(first).at(-1) ?? -1;
    await more(300);
    const again = await connect(hub);
    const second = subscribe(again, TIMELINE, { after: String(last) });
    await second.until(300);
    await more(1);
    await second.until(301);
    await again.dispose();
    const seen = [...cursors(first), ...cursors(second)];
    expect(seen).toEqual(Array.from({ length: 308 }, (_, n) => Number(start) + 1 + n));
    expect(first.got[0]?.data?.['timeline']).toEqual({
      kind: 'ADDED',
      cursor: String(Number(start) + 1),
      event: { seq: String(Number(start) + 1), type: 'branch.pushed' },
    });
  });

  it('tells only from now on when no position is given, and only what the filter lets through', async () => {
    const client = await connect(hub);
    const subscriber = subscribe(client, TIMELINE, { filter: { types: ['pull_request.edited'] } });
    const marker = subscribe(client, TIMELINE, { after: await asOf() });
    await more(1);
    await marker.until(1);
    await record(hub.sql, hub.key, [titled(900, 'New')]);
    await subscriber.until(1);
    await marker.until(2);
    expect(subscriber.got.map(({ data }) => data?.['timeline']?.['event']?.['type'])).toEqual(['pull_request.edited']);
    await client.dispose();
  });

  it('says CORRECTED, with the event as it was, when another door adds to it', async () => {
    const draft = pushed((made += 1));
    const [event] = await record(hub.sql, hub.key, [draft]);
    const client = await connect(hub);
    const subscriber = subscribe(client, TIMELINE, { after: String(event?.seq) });
    await record(hub.sql, hub.key, [{ ...draft, seen: { size: 3 } }]);
    await subscriber.until(1);
    expect(subscriber.got[0]?.data?.['timeline']).toMatchObject({
      kind: 'CORRECTED',
      event: { seq: String(event?.seq), type: 'branch.pushed' },
    });
    await client.dispose();
    const { data } = await hub.ask(
      `{ node(id: "${event?.envelope.eventId}") { ... on TimelineEvent { enrichmentCount enrichments { event { type } } } } }`,
    );
    expect(data['node']).toMatchObject({ enrichmentCount: 1, enrichments: [{ event: { type: 'event.enriched' } }] });
  });

  it('releases a subscriber who completes, and one whose connection breaks', async () => {
    const client = await connect(hub);
    const one = subscribe(client, TIMELINE);
    const two = subscribe(client, TIMELINE);
    await waitFor(async () => (await subscribers(hub)) === 2);
    one.complete();
    await waitFor(async () => (await subscribers(hub)) === 1);
    client.terminate();
    await waitFor(async () => (await subscribers(hub)) === 0);
    expect(hub.hub.tail.waiting()).toBe(0);
    await two.ended;
    await client.dispose();
  });

  it('refuses a position beyond the end of the ledger', async () => {
    const client = await connect(hub);
    const subscriber = subscribe(client, TIMELINE, { after: '1000000' });
    await subscriber.ended;
    const [refusal] = subscriber.got[0]?.errors ?? [];
    expect(refusal?.extensions).toEqual({ code: 'BAD_INPUT' });
    expect(refusal?.message).toMatch(/another ledger/);
    await client.dispose();
  });

  it('answers questions over the same connection, and refuses heavy ones', async () => {
    const client = await connect(hub);
    const fine = subscribe(client, '{ viewer { role } }');
    await fine.until(1);
    expect(fine.got[0]?.data).toEqual({ viewer: { role: 'viewer' } });
    const heavy = subscribe(client, '{ deployments(first: 200) { nodes { carries(first: 200) { nodes { pullRequests { id } } } } } }');
    expect(await heavy.ended).toMatchObject([{ extensions: { code: 'TOO_COSTLY', limit: 50_000 } }]);
    await client.dispose();
  });
});

describe('who may subscribe', () => {
  it('refuses a connection without a token with 4401', async () => {
    const client = await connect(hub, 'cl_nobody');
    expect(await subscribe(client, TIMELINE).ended).toMatchObject({ code: 4401 });
    await client.dispose();
  });

  it('ends a connection whose token was revoked', async () => {
    const { token, secret } = await createToken(hub.hub.access, {
      holder: 'Leaver',
      holderKind: 'PERSON',
      role: 'viewer',
      expiresAt: { inDays: 1 },
      createdBy: 'test',
    });
    const client = await connect(hub, secret);
    const subscriber = subscribe(client, TIMELINE);
    await waitFor(async () => (await subscribers(hub)) === 1);
    await revokeToken(hub.hub.access, token.id, 'test');
    expect(await subscriber.ended).toMatchObject({ code: 4401 });
    await client.dispose();
  });
});

/** Looks again until it holds; the test's own time limit ends it. */
async function waitFor(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 10));
}
