import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { feed } from '../../src/read/index.js';
import { pushed, record } from '../schema/facts.js';
import { runHub, type RunningHub } from '../schema/running-hub.js';

let hub: RunningHub;

beforeAll(async () => {
  hub = await runHub();
  await record(
    hub.sql,
    hub.key,
    Array.from({ length: 500 }, (_, n) => pushed(n)),
  );
});
afterAll(() => hub.stop());

/** Everything from the beginning as numbers; `spans` are the batches that were read. */
async function counting() {
  const spans: { after: number; upTo: number }[] = [];
  const items = await feed(hub.hub, -1, ({ after, upTo, limit }) => {
    spans.push({ after, upTo });
    const until = Math.min(upTo, after + limit);
    return Promise.resolve({ items: Array.from({ length: until - after }, (_, n) => after + 1 + n), readTo: until });
  });
  return { items, spans };
}

describe('a feed', () => {
  it('reads the next batch only when the one before is used up: a slow reader holds 200 at most', async () => {
    const { items, spans } = await counting();
    for (let n = 0; n < 200; n += 1) expect((await items.next()).value).toBe(n);
    expect(spans).toHaveLength(1);
    expect((await items.next()).value).toBe(200);
    expect(spans).toHaveLength(2);
    await items.return?.();
  });

  it('ends at once when it is left, also while it waits', async () => {
    const { items } = await counting();
    for (let n = 0; n < 500; n += 1) await items.next();
    const waiting = items.next();
    await items.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(hub.hub.tail.waiting()).toBe(0);
  });
});
