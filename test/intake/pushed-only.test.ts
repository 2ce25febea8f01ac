import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import cdevents from '../../connectors/cdevents/index.js';
import type { Connector } from '#contract';
import { registerSources, startPolling } from '../../src/intake/index.js';
import { startNormaliseLoop } from '../../src/normalise/index.js';
import { sources } from '../../src/read/index.js';
import { binary, cdEvent, structured } from '../connectors/cdevents/event.js';
import { endsIn, eventsIn, pendingIn } from '../normalise/events-in.js';
import { hooksServer, type HooksServer } from './hooks-server.js';
import type { PaperConfig } from './paper.js';
import { testHub, type TestHub } from './test-hub.js';
import { until } from './until.js';

const NAME = 'tekton-acme';
const TOKEN = 'token-of-the-sender';

let hub: TestHub;
let server: HooksServer;
let loops: readonly { stop(): Promise<void> }[];

beforeAll(async () => {
  hub = await testHub([{ name: NAME, connector: cdevents as unknown as Connector<PaperConfig>, secrets: { webhookSecret: [TOKEN] } }]);
  await registerSources(hub.runtime);
  server = await hooksServer(hub.runtime);
  loops = [startPolling(hub.runtime), startNormaliseLoop(hub.runtime)];
});
afterAll(async () => {
  await Promise.all(loops.map((loop) => loop.stop()));
  await server.close();
  await hub.close();
});

async function send(body: unknown, headers: Readonly<Record<string, string>>, token = TOKEN): Promise<number> {
  const authorization = `Bearer ${token}`;
  const response = await fetch(`${server.url}/hooks/${NAME}`, {
    method: 'POST',
    headers: { authorization, ...headers },
    body: JSON.stringify(body),
  });
  return response.status;
}

async function state() {
  await server.tally.flush();
  const [row] = await sources({ sql: hub.sql, sources: [], senders: [] });
  return row;
}

const STRUCTURED = { 'content-type': 'application/cloudevents+json' };
const BATCHED = { 'content-type': 'application/cloudevents-batch+json' };
const ended = (subject: string) => cdEvent({ type: 'pipelinerun.finished', id: `e-${subject}`, subject, content: { outcome: 'success' } });

describe('a source that only pushes', () => {
  it('is healthy, and says that it waits', async () => {
    await until('its health is known', async () => (await state())?.health === 'HEALTHY');
    expect(await state()).toMatchObject({
      sentence: 'Nothing of it is read: it waits for deliveries.',
      lastDeliveryAt: null,
      lastSuccessAt: null,
      lagSeconds: null,
    });
  });

  it('is taken by its token alone', async () => {
    expect(await send(structured(ended('0')), STRUCTURED, 'another')).toBe(401);
    expect(await state()).toMatchObject({ refused: 1, deliveries: 0 });
  });

  it('14.1 makes one event of what it tells in three modes, and of a batch sets aside alone what cannot be read', async () => {
    const one = ended('1');
    expect(await send(structured(one), STRUCTURED)).toBe(202);
    expect(await send(one, binary(one))).toBe(202);
    expect(await send([structured(one), { ...structured(ended('2')), data: 'nothing' }, structured(ended('3'))], BATCHED)).toBe(202);
    await until('all is worked through', async () => (await pendingIn(hub.sql)) === 0);
    expect((await eventsIn(hub.sql, 'build.finished')).map(({ subject }) => subject)).toEqual([
      `build:${NAME}:pipelinerun:/tekton/acme#1`,
      `build:${NAME}:pipelinerun:/tekton/acme#3`,
    ]);
    const ends = await endsIn(hub.sql);
    expect(ends.map((end) => end.state)).toEqual(['EVENTS', 'EVENTS', 'EVENTS', 'QUARANTINED', 'EVENTS']);
    expect(ends[3]).toMatchObject({ field: 'payload', key: 'event:/tekton/acme e-2' });
    expect(await state()).toMatchObject({ deliveries: 3, health: 'HEALTHY' });
  });

  it('keeps no token of the sender', async () => {
    const rows = await hub.sql<{ headers: unknown }[]>`select headers from inbox_delivery`;
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(TOKEN);
  });
});
