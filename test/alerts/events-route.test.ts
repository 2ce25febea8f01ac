import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deploymentRef } from '../schema/deployed.js';
import { stepOfGap } from '../schema/gap-steps.js';
import { answering, bodiesAt } from './receiver.js';
import { alertWorld, type AlertWorld } from './world.js';

let world: AlertWorld;
beforeAll(async () => {
  world = await alertWorld();
});
afterAll(() => world.stop());

describe('a route of EVENTS', () => {
  it('tells the timeline onward, as its filter says, from the position that was asked for', async () => {
    const to = await answering(() => ({ status: 200 }));
    const { id } = await world.route(to.url, { kind: 'EVENTS', events: { types: ['gap.resolved'] }, after: '-1' });
    const seq = await stepOfGap(world.hub, 'gap.resolved', 12);
    await world.tell();
    const told = bodiesAt(to);
    expect(told.map(({ type }) => type)).toEqual(told.map(() => 'gap.resolved'));
    expect(told.at(-1)).toMatchObject({ data: { cursor: String(seq), kind: 'ADDED', source: 'changeline' } });
    expect(await world.look(id)).toMatchObject({ behind: 0, queued: 0, filter: { types: ['gap.resolved'] } });
  });

  it('leaves out the steps of BASELINE gaps, and tells of those that are none any more', async () => {
    const to = await answering(() => ({ status: 200 }));
    await world.route(to.url, { kind: 'EVENTS', events: { types: ['gap.opened', 'gap.resolved'] } });
    await stepOfGap(world.hub, 'gap.opened', 14);
    await world.hub.sql`update gap set baseline = true where subject = ${deploymentRef(14)}`;
    const other = await stepOfGap(world.hub, 'gap.opened', 15);
    await world.tell();
    expect(bodiesAt(to).map(({ data }) => data['cursor'])).toEqual([String(other)]);
    await world.hub.sql`update gap set baseline = false where subject = ${deploymentRef(14)}`;
    const again = await stepOfGap(world.hub, 'gap.resolved', 14);
    await world.tell();
    expect(bodiesAt(to).map(({ data }) => data['cursor'])).toEqual([String(other), String(again)]);
  });
});
