import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MalformedRecord, type Webhook } from '#contract';
import { registerSources } from '../../src/intake/index.js';
import { hooksServer, send, type HooksServer } from './hooks-server.js';
import { paper } from './paper.js';
import { testHub, type TestHub } from './test-hub.js';

let hub: TestHub;
let server: HooksServer;
const seen: unknown[] = [];

/** Paper that sends its drawer along. */
function drawer(): ReturnType<typeof paper> {
  const connector = paper();
  const webhook: Webhook = {
    ...connector.webhook!,
    verify(delivery, secrets, tools) {
      seen.push(tools.config);
      return connector.webhook!.verify(delivery, secrets, tools);
    },
    withoutSecrets({ body }) {
      const { notes } = JSON.parse(Buffer.from(body).toString('utf8')) as { notes?: unknown };
      if (notes === undefined) throw new MalformedRecord('notes', 'notes is missing. Nothing was kept.');
      return Buffer.from(JSON.stringify({ notes }));
    },
  };
  return { ...connector, webhook };
}

beforeAll(async () => {
  hub = await testHub([{ name: 'paper-acme', connector: drawer() }]);
  await registerSources(hub.runtime);
  server = await hooksServer(hub.runtime);
});
afterAll(async () => {
  await server.close();
  await hub.close();
});

async function bodies(): Promise<readonly string[]> {
  const rows = await hub.sql<{ body: Buffer }[]>`select body from inbox_delivery order by id`;
  return rows.map(({ body }) => body.toString('utf8'));
}

describe('a tool that sends secrets along', () => {
  it('has its signature judged over every byte, and kept is the body without them', async () => {
    const sent = await send(server.url, { drawer: 'hunter2', notes: [{ id: 1 }] });
    expect(sent.status).toBe(202);
    expect(await bodies()).toEqual(['{"notes":[{"id":1}]}']);
  });

  it('has nothing kept of what cannot be cut', async () => {
    const sent = await send(server.url, { drawer: 'hunter2' });
    expect(sent).toMatchObject({ status: 400, body: { detail: 'notes is missing. Nothing was kept.' } });
    expect((await bodies()).join()).not.toContain('hunter2');
  });

  it('shows its configuration to who verifies', () => {
    expect(seen).not.toEqual([]);
    expect(seen.every((config) => config !== undefined)).toBe(true);
  });
});
