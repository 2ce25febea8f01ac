import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordEventsDoor } from '../../../src/hub/record-events.js';
import { eventsIn } from '../../normalise/events-in.js';
import { runHub, type RunningHub } from '../../schema/running-hub.js';
import { blocksOf, jsonIn } from './blocks.js';
import { matches, transformed } from './event-bridge.js';

const blocks = blocksOf('cloud-audit-logs');
const json = (name: string) => jsonIn(blocks, name);
const made = (of: string) =>
  transformed(json(`event ${of}`), json(`paths ${of}`) as Record<string, string>, blocks.get(`template ${of}`) ?? '');

let hub: RunningHub;
beforeAll(async () => {
  hub = await runHub(({ sql }) => ({
    recordEvents: recordEventsDoor(sql, { key: Buffer.alloc(32, 7) }, ['aws-acme', 'gcp-acme', 'azure-acme']),
  }));
});
afterAll(() => hub.stop());

async function post(event: unknown): Promise<{ readonly status: number; readonly answer: unknown }> {
  const headers = { authorization: `Bearer ${await hub.tokenFor('ingest')}`, 'content-type': 'application/cloudevents+json' };
  const response = await fetch(`${hub.url}/events`, { method: 'POST', headers, body: JSON.stringify(event) });
  return { status: response.status, answer: await response.json() };
}

describe('the recipe for cloud audit logs', () => {
  it.each(['shell', 'drift'])('picks the event of AWS about a %s by its own pattern, and no other', (of) => {
    const other = of === 'shell' ? 'drift' : 'shell';
    expect(matches(json(`pattern ${of}`), json(`event ${of}`))).toBe(true);
    expect(matches(json(`pattern ${of}`), json(`event ${other}`))).toBe(false);
  });

  it('leaves out a shell that was refused', () => {
    const event = json('event shell') as { readonly detail: object };
    expect(matches(json('pattern shell'), { ...event, detail: { ...event.detail, errorCode: 'AccessDenied' } })).toBe(false);
  });

  it('shows what the transformer makes of it', () => {
    expect(made('shell')).toEqual(json('told shell'));
  });

  it('makes a direct access of a shell, once, however often AWS delivers it', async () => {
    expect(await post(made('shell'))).toMatchObject({ status: 200, answer: { added: 1 } });
    expect(await post(made('shell'))).toMatchObject({ status: 200, answer: { added: 0 } });
    const [access] = await eventsIn(hub.sql, 'production.accessed');
    expect(access).toMatchObject({
      core: { method: 'SHELL', system: 'i-0abc123def4567890', service: 'pay', by: expect.stringMatching(/^person:/) as string },
    });
  });

  it('makes a drift of what AWS Config finds', async () => {
    expect(await post(made('drift'))).toMatchObject({ status: 200, answer: { added: 1 } });
    const [drift] = await eventsIn(hub.sql, 'infrastructure.drifted');
    expect(drift).toMatchObject({
      core: { kind: 'INFRASTRUCTURE', service: 'pay', resource: expect.stringContaining('stack/pay') as string },
    });
  });

  it.each(['google', 'azure'])('takes what it has a function of %s send', async (of) => {
    expect(await post(json(`told ${of}`))).toMatchObject({ status: 200, answer: { added: 1 } });
  });
});
