import { afterEach, describe, expect, it } from 'vitest';
import { type HookDelivery, worldOf } from '../../../src/sample/index.js';
import { connected, type Connected, eventsOf, pass } from './reading.js';
import { pay, shaOf } from './world.js';

let open: Connected | null = null;
const connect = async (...given: Parameters<typeof connected>) => (open = await connected(...given));
afterEach(async () => open?.server.close());

describe('the sweep of failed deliveries', () => {
  const now = Date.now();
  const at = (hours: number) => new Date(now - hours * 3_600_000).toISOString().replace(/\.\d+/, '');
  const deletion = (id: number, more: Partial<HookDelivery> = {}): HookDelivery => ({
    id,
    guid: `0b989ba4-242f-11e5-81e1-${String(id).padStart(12, '0')}`,
    deliveredAt: at(id / 10),
    redelivery: false,
    status: 503,
    event: 'push',
    payload: {
      ref: `refs/tags/v${String(id)}`,
      before: shaOf(3),
      after: '0'.repeat(40),
      deleted: true,
      commits: [],
      repository: { id: 4711, full_name: 'acme/pay', pushed_at: Math.floor(now / 1000) },
      sender: { id: 501, login: 'ana', type: 'User' },
    },
    ...more,
  });
  const ours = (deliveries: HookDelivery[]) => ({ id: 1, url: 'https://hub.acme.example/hooks/github-acme', deliveries });

  it('14.11 brings what only a webhook tells, over several pages, and of other receivers nothing', async () => {
    const deliveries = Array.from({ length: 230 }, (_, id) => deletion(id + 1, { status: id % 10 === 0 ? 503 : 202 }));
    const theirs = { id: 2, url: 'https://chat.example.com/services/T1', deliveries: [deletion(999)] };
    const { io } = await connect(worldOf([pay(5, { hooks: [ours(deliveries), theirs] })]));
    const { records, claims } = await pass(io, 'deliveries');
    const events = eventsOf(records);
    expect(events).toHaveLength(23);
    expect(events[0]).toMatchObject({ type: 'tag.deleted', core: { tag: 'v1' } });
    expect(claims).toMatchObject([{ collection: 'deliveries', state: 'COMPLETE' }]);
  });

  it('leaves out what a redelivery brought, and reads later only what failed since', async () => {
    const failed = deletion(20);
    const again = deletion(10, { guid: failed.guid, redelivery: true, status: 202 });
    const repository = pay(5, { hooks: [ours([again, failed, deletion(30)])] });
    const { io } = await connect(worldOf([repository]));
    const first = await pass(io, 'deliveries');
    expect(eventsOf(first.records).map(({ core }) => core['tag'])).toEqual(['v30']);
    repository.hooks[0]?.deliveries.unshift(deletion(0));
    const second = await pass(io, 'deliveries', first.cursor);
    expect(eventsOf(second.records).map(({ core }) => core['tag'])).toEqual(['v0']);
  });

  it('is DENIED where the token may not read webhooks', async () => {
    const { io } = await connect(worldOf([pay(1)], ['hooks']));
    const { claims } = await pass(io, 'deliveries');
    expect(claims).toMatchObject([{ collection: 'deliveries', state: 'DENIED' }]);
  });
});
