import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { followToEnd } from '../../src/follow/index.js';
import { stepOfGap } from '../schema/gap-steps.js';
import { until } from '../intake/until.js';
import { answering, idsAt, receiver } from './receiver.js';
import { alertWorld, type AlertWorld } from './world.js';

let world: AlertWorld;
beforeAll(async () => {
  world = await alertWorld();
});
afterAll(() => world.stop());

const step = (n: number) => stepOfGap(world.hub, 'gap.opened', n);
const HOUR = 3_600_000;

describe('a receiver that', () => {
  it('hangs holds up no other, is given up, and gets the same message again', async () => {
    const hanging = await receiver(() => undefined);
    onTestFinished(hanging.close);
    const well = await answering(() => ({ status: 200 }));
    const { id } = await world.route(hanging.url);
    await world.route(well.url);
    await step(1);
    await step(2);
    expect(await world.begin()).toBe(2);
    await until('the other has the first', () => well.received.length === 1);
    await until('and the second', async () => {
      await world.begin();
      return well.received.length === 2;
    });
    expect(hanging.received).toHaveLength(1);
    await world.tell();
    expect(await world.look(id)).toMatchObject({ queued: 2, lastSentence: 'It did not answer within 0.4 s.' });
    world.passes(6_000);
    await world.tell();
    expect(idsAt(hanging)[1]).toBe(idsAt(hanging)[0]);
  });

  it('redirects has failed, and nobody is told elsewhere', async () => {
    const elsewhere = await answering(() => ({ status: 200 }));
    const to = await answering(() => ({ status: 307, headers: { location: elsewhere.url.href } }));
    const { id } = await world.route(to.url);
    await step(3);
    await world.tell();
    expect(elsewhere.received).toEqual([]);
    expect(await world.look(id)).toMatchObject({
      queued: 1,
      lastSentence: expect.stringContaining('redirects are not followed') as string,
    });
  });

  it('answers 410 is told nothing more until somebody enables its route, and then all that it missed', async () => {
    let isGone = true;
    const to = await answering(() => ({ status: isGone ? 410 : 200 }));
    const { id } = await world.route(to.url);
    await step(4);
    await world.tell();
    await step(5);
    world.passes(48 * HOUR);
    await world.tell();
    expect(to.received).toHaveLength(1);
    const disabled = await world.look(id);
    expect(disabled).toMatchObject({ state: 'DISABLED', reason: 'It answered 410: it wants no more messages.', queued: 1 });
    expect(Number(disabled['behind'])).toBeGreaterThan(0);
    await followToEnd(world.hub.sql, world.hub.key);
    const { data } = await world.hub.ask(`{ timeline(filter: { subject: "alert_route:${id}" }, first: 5) { nodes { type } } }`);
    expect(data['timeline']?.['nodes']).toEqual([{ type: 'alert_route.disabled' }, { type: 'alert_route.created' }]);
    isGone = false;
    expect(await world.does('enableAlertRoute', { id })).toMatchObject({ route: { state: 'ACTIVE', reason: null } });
    await world.tell();
    expect(to.received).toHaveLength(3);
    expect(idsAt(to)[1]).toBe(idsAt(to)[0]);
  });

  it('asks for patience gets it for all its messages', async () => {
    const to = await answering((nth) => (nth === 1 ? { status: 429, headers: { 'retry-after': '120' } } : { status: 200 }));
    await world.route(to.url);
    await step(6);
    await step(7);
    await world.tell();
    world.passes(119_000);
    await world.tell();
    expect(to.received).toHaveLength(1);
    world.passes(1_000);
    await world.tell();
    expect(idsAt(to)).toHaveLength(3);
    expect(idsAt(to)[1]).toBe(idsAt(to)[0]);
  });

  it('takes one message and not another gets the rest in the meantime', async () => {
    const to = await answering((nth) => ({ status: nth === 1 ? 500 : 200 }));
    const { id } = await world.route(to.url);
    await step(8);
    await step(9);
    await world.tell();
    expect(to.received).toHaveLength(2);
    expect(await world.look(id)).toMatchObject({ queued: 1 });
    world.passes(5_000);
    await world.tell();
    expect(idsAt(to)[2]).toBe(idsAt(to)[0]);
  });
});

describe('a secret', () => {
  it('that is changed signs beside the old one for as long as was said, and alone afterwards', async () => {
    const to = await answering(() => ({ status: 200 }));
    const { id, secret: old } = await world.route(to.url);
    const rotated = await world.does('rotateAlertSecret', { id, overlapHours: 24 });
    const fresh = String(rotated['secret']);
    expect(fresh).not.toBe(old);
    await step(10);
    await world.tell();
    world.passes(25 * HOUR);
    await step(11);
    await world.tell();
    const believed = (secret: string, nth: number) => {
      const { headers, body } = to.received[nth] ?? { headers: {}, body: '' };
      // The clock of the test is a day ahead of the package's own, which also looks at the time.
      const stamp = Number(headers['webhook-timestamp']) * 1_000;
      const now = Date.now;
      Date.now = () => stamp;
      try {
        return new Webhook(secret).verify(body, headers as Record<string, string>) !== undefined;
      } catch {
        return false;
      } finally {
        Date.now = now;
      }
    };
    expect([believed(old, 0), believed(fresh, 0), believed(old, 1), believed(fresh, 1)]).toEqual([true, true, false, true]);
  });

  it('stands in no answer, log, ledger or table', async () => {
    const to = await answering(() => ({ status: 500 }));
    const url = new URL(`${to.url.href}/T0001/path-that-is-secret`);
    const { id, secret } = await world.route(url);
    await step(12);
    await world.tell();
    expect(await world.does('testAlertRoute', { id })).toMatchObject({
      __typename: 'AlertRouteTested',
      delivered: false,
      said: 'It answered 500.',
    });
    await world.does('createAlertRoute', { name: 'x', kind: 'GAPS', url: 'ftp://path-that-is-secret' });
    const kept = await world.hub.sql`select r::text as r from alert_route r union all select m::text from alert_message m`;
    const ledger = await world.hub.sql`select convert_from(leaf, 'UTF8') as leaf, convert_from(body, 'UTF8') as body from ledger_event`;
    const all = JSON.stringify([await world.look(id), world.hub.logged, kept, ledger]);
    expect(all).toContain(id);
    expect(all).not.toContain('path-that-is-secret');
    expect(all).not.toContain(secret.slice('whsec_'.length, -1));
  });
});

describe('a private address', () => {
  it('is called at no attempt where it is not allowed, also by a name, and the route says why', async () => {
    const closed = await alertWorld({ allowPrivate: false });
    onTestFinished(() => closed.stop());
    const to = await answering(() => ({ status: 200 }));
    const byName = new URL(to.url);
    byName.hostname = 'localhost';
    const made = [await closed.route(to.url), await closed.route(byName)];
    await stepOfGap(closed.hub, 'gap.opened', 1);
    await closed.tell();
    closed.passes(6_000);
    await closed.tell();
    expect(to.received).toEqual([]);
    for (const { id } of made) {
      expect(await closed.look(id)).toMatchObject({
        queued: 1,
        lastSentence: expect.stringContaining('an address that is not public') as string,
      });
    }
  });
});
