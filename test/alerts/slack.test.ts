import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { slackBody } from '../../src/alerts/messages/slack.js';
import { stepOfGap } from '../schema/gap-steps.js';
import { answering } from './receiver.js';
import { alertWorld, type AlertWorld } from './world.js';

let world: AlertWorld;
beforeAll(async () => {
  world = await alertWorld();
});
afterAll(() => world.stop());

const textOf = (data: object) => (JSON.parse(slackBody(JSON.stringify({ type: 'gap.opened', data }))) as { text: string }).text;

describe('a message to Slack', () => {
  it('calls nobody and links nowhere with what a tool said', () => {
    const text = textOf({ sentence: 'Ship <!channel> & <https://evil.example|acme/pay> <@U123> @here', subject: 'a|b>c' });
    expect(text).toBe('gap.opened\nShip &lt;!channel&gt; &amp; &lt;https://evil.example|acme/pay&gt; &lt;@U123&gt; @\u200bhere\na|b&gt;c');
  });

  it('has one link of its own, that to the hub, and is cut where a sentence is too long', () => {
    const text = textOf({ sentence: 'x'.repeat(5_000), link: 'https://hub.example/?query={a}&x=<b>|' });
    expect(text).toBe(`gap.opened\n${'x'.repeat(1_000)}\n<https://hub.example/?query={a}&amp;x=%3Cb%3E%7C|Look at it>`);
  });

  it('is unsigned, and the next one follows a second later', async () => {
    const to = await answering(() => ({ status: 200 }));
    const { secret } = await world.route(to.url, { target: 'SLACK' });
    await stepOfGap(world.hub, 'gap.opened', 1);
    await stepOfGap(world.hub, 'gap.opened', 2);
    await world.tell();
    world.passes(999);
    await world.tell();
    expect(to.received).toHaveLength(1);
    world.passes(1);
    await world.tell();
    expect(to.received).toHaveLength(2);
    expect(secret).toBe('null');
    expect(to.received[0]?.headers['webhook-signature']).toBeUndefined();
    expect(JSON.parse(to.received[0]?.body ?? '')).toMatchObject({
      text: expect.stringContaining('gap.opened · HIGH · direct-push') as string,
    });
  });

  it('waits as long as Slack asks', async () => {
    const to = await answering((nth) => (nth === 1 ? { status: 429, headers: { 'retry-after': '30' } } : { status: 200 }));
    await world.route(to.url, { target: 'SLACK' });
    await stepOfGap(world.hub, 'gap.opened', 3);
    await world.tell();
    world.passes(29_999);
    await world.tell();
    expect(to.received).toHaveLength(1);
    world.passes(1);
    await world.tell();
    expect(to.received).toHaveLength(2);
  });

  it('is the last one where the address was revoked (404 no_service)', async () => {
    const to = await answering(() => ({ status: 404 }));
    const { id } = await world.route(to.url, { target: 'SLACK' });
    await stepOfGap(world.hub, 'gap.opened', 4);
    await world.tell();
    expect(await world.look(id)).toMatchObject({ state: 'DISABLED', reason: expect.stringContaining('the address was revoked') as string });
    expect(await world.does('rotateAlertSecret', { id })).toMatchObject({ __typename: 'Refused' });
  });
});
