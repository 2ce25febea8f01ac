import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { followToEnd, readTables } from '../../src/follow/index.js';
import { DELAYS_MS } from '../../src/alerts/send/index.js';
import { deploymentRef } from '../schema/deployed.js';
import { stepOfGap } from '../schema/gap-steps.js';
import { answering, bodiesAt, idsAt } from './receiver.js';
import { alertWorld, type AlertWorld } from './world.js';

let world: AlertWorld;
beforeAll(async () => {
  world = await alertWorld();
});
afterAll(() => world.stop());

describe('a route', () => {
  it('tells each step of gaps from its making on, in order, once, and signed so that the package of the standard believes it', async () => {
    const to = await answering(() => ({ status: 204 }));
    await stepOfGap(world.hub, 'gap.opened', 1);
    const { secret, id } = await world.route(to.url);
    const opened = await stepOfGap(world.hub, 'gap.opened', 2);
    const resolved = await stepOfGap(world.hub, 'gap.resolved', 2);
    await world.tell();
    await world.tell();
    expect(bodiesAt(to)).toMatchObject([
      { type: 'gap.opened', data: { cursor: String(opened), rule: 'direct-push', subject: deploymentRef(2), severity: 'HIGH' } },
      {
        type: 'gap.resolved',
        data: { cursor: String(resolved), link: expect.stringContaining('https://changeline.acme.example/?query=') as string },
      },
    ]);
    for (const { headers, body } of to.received) {
      expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toEqual(JSON.parse(body));
      expect(headers['webhook-id']).toMatch(/^msg_[0-9a-f]{32}$/);
    }
    expect(new Set(idsAt(to)).size).toBe(2);
    expect(await world.look(id)).toMatchObject({ cursor: String(resolved), behind: 0, queued: 0, lastSentence: 'It answered 204.' });
  });

  it('tries again at every moment of the schedule with the same id and body, and lists what was never taken as a dead letter', async () => {
    const to = await answering(() => ({ status: 500 }));
    const { id } = await world.route(to.url);
    await stepOfGap(world.hub, 'gap.opened', 3);
    await world.tell();
    for (const [nth, delay] of DELAYS_MS.entries()) {
      world.passes(delay - 1);
      await world.tell();
      expect(to.received).toHaveLength(nth + 1);
      world.passes(1);
      await world.tell();
      expect(to.received).toHaveLength(nth + 2);
    }
    world.passes(48 * 3_600_000);
    await world.tell();
    expect(to.received).toHaveLength(10);
    expect(new Set(idsAt(to)).size).toBe(1);
    expect(new Set(to.received.map(({ body }) => body)).size).toBe(1);
    expect(await world.look(id)).toMatchObject({
      queued: 0,
      state: 'ACTIVE',
      deadLetters: { totalCount: 1, nodes: [{ id: idsAt(to)[0], type: 'gap.opened', attempts: 10, sentence: 'It answered 500.' }] },
    });
  });

  it('sends its dead letters again when asked to, with the ids that they had', async () => {
    let isUp = false;
    const to = await answering(() => ({ status: isUp ? 200 : 500 }));
    const { id } = await world.route(to.url);
    await stepOfGap(world.hub, 'gap.opened', 4);
    await world.tell();
    for (const delay of DELAYS_MS) {
      world.passes(delay);
      await world.tell();
    }
    isUp = true;
    expect(await world.does('replayAlerts', { id })).toMatchObject({ __typename: 'AlertsReplayed', deadLetters: 1 });
    await world.tell();
    expect(to.received).toHaveLength(11);
    expect(new Set(idsAt(to)).size).toBe(1);
    expect(await world.look(id)).toMatchObject({ deadLetters: { totalCount: 0 }, queued: 0 });
  });

  it('tells again what the ledger holds after a position, with the ids that it had', async () => {
    const to = await answering(() => ({ status: 200 }));
    const { id } = await world.route(to.url);
    const first = await stepOfGap(world.hub, 'gap.opened', 5);
    await stepOfGap(world.hub, 'gap.opened', 6);
    await world.tell();
    expect(await world.does('replayAlerts', { id, after: String(first - 1) })).toMatchObject({ __typename: 'AlertsReplayed' });
    await world.tell();
    expect(to.received).toHaveLength(4);
    expect(idsAt(to).slice(2)).toEqual(idsAt(to).slice(0, 2));
  });

  it('tells nothing twice, and leaves nothing out, while the read tables are built anew', async () => {
    const to = await answering(() => ({ status: 200 }));
    await world.route(to.url);
    await stepOfGap(world.hub, 'gap.opened', 7);
    await world.tell();
    await stepOfGap(world.hub, 'gap.opened', 8);
    const { sql, key } = world.hub;
    for (const table of await readTables(sql)) await sql`truncate read.${sql(table)}`;
    await world.tell();
    expect(to.received).toHaveLength(1);
    await followToEnd(sql, key);
    await world.tell();
    expect(bodiesAt(to).map(({ data }) => data['subject'])).toEqual([deploymentRef(7), deploymentRef(8)]);
    expect(new Set(idsAt(to)).size).toBe(2);
  });
});
